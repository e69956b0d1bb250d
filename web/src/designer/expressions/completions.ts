import type { Completion } from '../../api/expressions';

/** The characters of a name that is being written; Chinese ones too, because people look for fields by their labels. */
const nameBefore = /[\p{L}\p{N}_]*$/u, nameAfter = /^[\p{L}\p{N}_]*/u;

/** The name around a position. */
export function wordAt(text: string, position: number): { readonly from: number; readonly to: number } {
  const before = nameBefore.exec(text.slice(0, position))?.[0] ?? '';
  const after = nameAfter.exec(text.slice(position))?.[0] ?? '';
  return { from: position - before.length, to: position + after.length };
}

/** True when `typed` can be the beginning of a name, so that completions are narrowed instead of asked for anew. */
export function isWord(typed: string): boolean {
  return /^[\p{L}\p{N}_]*$/u.test(typed);
}

/** The completions that fit what was begun: those that begin so by name or label, then those that have it inside. */
export function narrowed(items: readonly Completion[], typed: string): readonly Completion[] {
  if (typed === '') return items;
  const sought = typed.toLowerCase();
  const places = items.map((item) => {
    const found = [item.name, item.label ?? ''].map((text) => text.toLowerCase().indexOf(sought)).filter((at) => at >= 0);
    return found.length === 0 ? -1 : Math.min(...found);
  });
  return [...items.filter((_, i) => places[i] === 0), ...items.filter((_, i) => (places[i] ?? -1) > 0)];
}

/** What is inserted for a completion: the parentheses of a function are left out where there are some already. */
export function insertion(item: Completion, following: string): { readonly insert: string; readonly caret: number } {
  const open = item.insert.indexOf('(');
  if (open < 0 || !following.startsWith('(')) return item;
  return { insert: item.insert.slice(0, open), caret: open + 1 };
}
