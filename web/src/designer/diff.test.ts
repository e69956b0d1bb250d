import { expect, test } from 'vitest';
import { linesOf } from './diff';

const marks = (before: unknown, after: unknown) => linesOf(before, after).filter((l) => l.mark === '+' || l.mark === '-').map((l) => `${l.mark}${l.text.trim()}`);

test('The same value has no lines', () => expect(linesOf({ a: [1, 2] }, { a: [1, 2] })).toEqual([]));

test('A changed member is one line less and one more, with the lines around it', () => {
  const before = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 };
  expect(marks(before, { ...before, d: 40 })).toEqual(['-"d": 4,', '+"d": 40,']);
  expect(linesOf(before, { ...before, d: 40 }).map((l) => l.mark).join('')).toBe('…  -+  …');
});

test('What is new, and what is gone, is all its lines', () => {
  expect(marks(undefined, { a: 1 })).toEqual(['+{', '+"a": 1', '+}']);
  expect(marks({ a: 1 }, undefined)).toEqual(['-{', '-"a": 1', '-}']);
});

test('The lines of both sides can be put together again', () => {
  const before = ['a', 'b', 'c', 'd'];
  const after = ['a', 'new', 'c', 'other', 'e'];
  const lines = linesOf(before, after);
  expect(lines.some((l) => l.mark === '…')).toBe(false);
  const text = (value: unknown) => JSON.stringify(value, null, 2).split('\n');
  expect(lines.filter((l) => l.mark !== '+').map((l) => l.text)).toEqual(text(before));
  expect(lines.filter((l) => l.mark !== '-').map((l) => l.text)).toEqual(text(after));
});
