import { jsonLanguage } from '@codemirror/lang-json';
import { expect, test } from 'vitest';
import { rangeOf } from './jsonPlaces';

const text = JSON.stringify({ 'kind': 'view', 'a/b': { 'x~y': 1 }, 'columns': ['name', { deep: [true, null] }] }, null, 2);
const at = (pointer: string): string => {
  const { from, to } = rangeOf(jsonLanguage.parser.parse(text), text, pointer);
  return text.slice(from, to);
};

test.each([
  ['/kind', '"kind"'], ['/columns', '"columns"'], ['/columns/0', '"name"'], ['/columns/1/deep', '"deep"'], ['/columns/1/deep/1', 'null'],
  ['/a~1b/x~0y', '"x~y"'], ['', '{'],
])('The pointer %s stands at %s', (pointer, marked) => expect(at(pointer)).toBe(marked));

test('A pointer to what is not there stands at the nearest thing above it', () => {
  expect(at('/columns/7')).toBe('"columns"');
  expect(at('/nothing')).toBe('{');
});
