import { expect, test } from 'vitest';
import type { Completion } from '../../api/expressions';
import { insertion, isWord, narrowed, wordAt } from './completions';

const item = (name: string, label?: string): Completion =>
  ({ name, kind: 'FIELD', insert: name, caret: name.length, type: undefined, label, help: undefined, signature: undefined });

test('The word around the caret is taken whole, by letters of any script', () => {
  expect(wordAt('record.am|ount + 1'.replace('|', ''), 9)).toEqual({ from: 7, to: 13 });
  expect(wordAt('金额', 1)).toEqual({ from: 0, to: 2 });
  expect(wordAt('a + ', 4)).toEqual({ from: 4, to: 4 });
});

test('What begins with the typed text comes before what has it inside, by name or label', () => {
  const items = [item('discountAmount'), item('amount', '金额'), item('name', '客户名称')];
  expect(narrowed(items, 'am').map((i) => i.name)).toEqual(['amount', 'discountAmount', 'name']);
  expect(narrowed(items, '金').map((i) => i.name)).toEqual(['amount']);
  expect(narrowed(items, 'xyz')).toEqual([]);
  expect(narrowed(items, '')).toBe(items);
});

test('A point or an operator ends the word', () => {
  expect(isWord('amo')).toBe(true);
  expect(isWord('account.')).toBe(false);
});

test('Parentheses that are there already are not inserted again', () => {
  const size = { ...item('size'), insert: 'size()', caret: 5 };
  expect(insertion(size, '')).toMatchObject({ insert: 'size()', caret: 5 });
  expect(insertion(size, '(1)')).toEqual({ insert: 'size', caret: 5 });
});
