import { isRecord } from '../api/problems';
import type { Body } from './documents';

/** Places within documents are JSON pointers (RFC 6901); the keys on the way hold no `/` or `~`. */
function partsOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1);
}

/** What stands at a place; undefined when there is nothing. */
export function valueAt(body: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>((at, part) => (Array.isArray(at) ? at[Number(part)] as unknown : isRecord(at) ? at[part] : undefined), body);
}

export function bodyAt(body: Body, pointer: string): Body {
  const found = valueAt(body, pointer);
  return isRecord(found) ? found : {};
}

export function listAt(body: unknown, pointer: string): readonly unknown[] {
  const found = valueAt(body, pointer);
  return Array.isArray(found) ? found : [];
}

/** The objects in the list at a key. */
export function bodiesOf(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The texts in the list at a key. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The document with another value at a place; everything else stays as it is, keys in their order. */
export function withValueAt(body: Body, pointer: string, value: unknown): Body {
  const changed = put(body, partsOf(pointer), value);
  return isRecord(changed) ? changed : body;
}

function put(at: unknown, [part, ...rest]: readonly string[], value: unknown): unknown {
  if (part === undefined) return value;
  if (Array.isArray(at)) return at.map((item: unknown, i) => (i === Number(part) ? put(item, rest, value) : item));
  const before = isRecord(at) ? at : {};
  const after = put(before[part], rest, value);
  return { ...before, [part]: after };
}

/** The document with something put into the list at a place. */
export function withInserted(body: Body, list: string, index: number, item: unknown): Body {
  const items = listAt(body, list);
  return withValueAt(body, list, [...items.slice(0, index), item, ...items.slice(index)]);
}

/** The document without one thing of a list. */
export function withoutItem(body: Body, pointer: string): Body {
  const { list, index } = placeOf(pointer);
  return withValueAt(body, list, listAt(body, list).filter((_, i) => i !== index));
}

/** The list in which something stands, and its place there. */
export function placeOf(pointer: string): { readonly list: string; readonly index: number } {
  const cut = pointer.lastIndexOf('/');
  return { list: pointer.slice(0, cut), index: Number(pointer.slice(cut + 1)) };
}

/**
 * An object with changes taken over: what is undefined, empty or the default disappears, unless it was written out before and still says the same.
 */
export function withSettings(body: Body, changes: Body, defaults: Body = {}): Body {
  const changed = Object.entries(changes).filter(([key, value]) => !same(body[key], value));
  const after: Record<string, unknown> = { ...body };
  for (const [key, value] of changed) {
    if (value === undefined || value === '' || same(value, defaults[key]) || (Array.isArray(value) && value.length === 0)) Reflect.deleteProperty(after, key);
    else after[key] = value;
  }
  return after;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
