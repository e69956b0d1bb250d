/** Functions over texts; positions count Unicode characters. What lies outside is null. */
const blanks = '\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';
const leading = new RegExp(`^[${blanks}]+`), trailing = new RegExp(`[${blanks}]+$`);

export const length = (text: string): bigint => BigInt([...text].length);

export function substring(text: string, from: bigint, to?: bigint): string | null {
  const characters = [...text];
  const end = to ?? BigInt(characters.length);
  if (from < 0n || from > end || end > BigInt(characters.length)) return null;
  return characters.slice(Number(from), Number(end)).join('');
}

export function charAt(text: string, at: bigint): string | null {
  const characters = [...text];
  if (at < 0n || at > BigInt(characters.length)) return null;
  return characters[Number(at)] ?? '';
}

export function indexOf(text: string, sought: string, from = 0n): bigint | null {
  const start = substring(text, 0n, from);
  return start === null ? null : position(text, text.indexOf(sought, start.length));
}

export const lastIndexOf = (text: string, sought: string): bigint => position(text, text.lastIndexOf(sought));

export const replace = (text: string, sought: string, by: string): string => (sought === '' ? text : text.split(sought).join(by));

export function split(text: string, separator: string): string[] {
  if (text === '') return [''];
  return separator === '' ? [...text] : text.split(separator);
}

export const trim = (text: string): string => text.replace(leading, '').replace(trailing, '');

export const reverse = (text: string): string => [...text].reverse().join('');

export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** Order by the characters' numbers; UTF-16's own order puts pairs of surrogates before U+E000. */
export function compare(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const a = left.charCodeAt(i), b = right.charCodeAt(i);
    if (a !== b) return weight(a) - weight(b);
  }
  return left.length - right.length;
}

function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function position(text: string, offset: number): bigint {
  return offset < 0 ? -1n : length(text.slice(0, offset));
}
