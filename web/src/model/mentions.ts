import type { Person } from './approvals';

/** The part of a name that is being typed after an @, and where it begins. */
export interface TypedMention {
  readonly start: number;
  readonly search: string;
}

const longestName = 40;

/** What is typed after the last @ before the caret; undefined when it is no mention. An address such as `a@b` is none. */
export function typedMention(text: string, caret: number): TypedMention | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  if (start < 0 || /[\p{L}\p{N}]/u.test(before[start - 1] ?? '') && !/\p{Script=Han}/u.test(before[start - 1] ?? '')) return undefined;
  const search = before.slice(start + 1);
  return search.length > longestName || search.includes('\n') || search.startsWith(' ') ? undefined : { start, search };
}

/** The text with a mention completed, and where the caret then is. */
export function completed(text: string, caret: number, { start }: TypedMention, person: Person): { readonly text: string; readonly caret: number } {
  const inserted = `@${person.name} `;
  return { text: text.slice(0, start) + inserted + text.slice(caret), caret: start + inserted.length };
}

/** Those of the chosen people whose mention still stands in the text. */
export function mentionedIn(text: string, chosen: readonly Person[]): readonly Person[] {
  return chosen.filter((p, i) => text.includes(`@${p.name}`) && chosen.findIndex((other) => other.id === p.id) === i);
}

/** The text in parts, those that mention somebody marked. */
export function partsOf(text: string, people: readonly Person[]): readonly { readonly text: string; readonly isMention: boolean }[] {
  const names = people.map((p) => `@${p.name}`).sort((a, b) => b.length - a.length);
  const parts: { text: string; isMention: boolean }[] = [];
  for (let at = 0; at < text.length;) {
    const name = names.find((n) => text.startsWith(n, at));
    const last = parts.at(-1);
    if (name !== undefined) parts.push({ text: name, isMention: true });
    else if (last !== undefined && !last.isMention) last.text += text[at] ?? '';
    else parts.push({ text: text[at] ?? '', isMention: false });
    at += name?.length ?? 1;
  }
  return parts;
}
