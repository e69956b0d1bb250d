import type { Instruction } from './tree.ts';

const found = 0, character = 1, split = 2, start = 3;

/** True when some part of the text has the form. The machine is in many places at once, so its time is linear in the text. */
export function matches(text: string, program: readonly Instruction[]): boolean {
  const characters = [...text];
  let places = new Set<number>();
  for (let at = 0; at <= characters.length; at++) {
    if (enter(program, places, 0, at === 0, at === characters.length)) return true;
    const code = characters[at]?.codePointAt(0);
    if (code === undefined) return false;
    const next = new Set<number>();
    for (const place of places) {
      const instruction = program[place];
      if (instruction === undefined || instruction[0] !== character || !accepts(instruction, code)) continue;
      if (enter(program, next, place + 1, false, at + 1 === characters.length)) return true;
    }
    places = next;
  }
  return false;
}

/** Adds a place and those that are reached from it without a character; true when the pattern is found there. */
function enter(program: readonly Instruction[], places: Set<number>, from: number, atStart: boolean, atEnd: boolean): boolean {
  const open = [from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (places.has(place)) continue;
    places.add(place);
    const [kind = found, first = 0, second = 0] = program[place] ?? [];
    if (kind === found) return true;
    if (kind === split) open.push(first, second);
    else if (kind !== character && (kind === start ? atStart : atEnd)) open.push(place + 1);
  }
  return false;
}

function accepts([, ...ranges]: Instruction, code: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) {
    if (code >= (ranges[i] ?? 0) && code <= (ranges[i + 1] ?? 0)) return true;
  }
  return false;
}
