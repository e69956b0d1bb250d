import { expect, test } from 'vitest';
import { choosableFrom, choosableOf, numberOrText, rollupFunctions, sourceMembers, valueSourceOf, withRollup, withSource } from './settings';

test('The condition of a field that points to one object is that of its target', () => {
  expect([...choosableOf({ name: 'contact', type: 'lookup', target: 'Contact', choosable: 'target.active' })]).toEqual([['Contact', 'target.active']]);
  expect([...choosableOf({ name: 'contact', type: 'lookup', target: 'Contact' })]).toEqual([['Contact', '']]);
  expect([...choosableOf({ name: 'contact', type: 'lookup' })]).toEqual([]);
  expect(choosableFrom('lookup', new Map([['Contact', 'target.active']]))).toBe('target.active');
  expect(choosableFrom('lookup', new Map([['Contact', '']]))).toBeUndefined();
});

test('A field that points to several objects has a condition for each, and none for objects that it does not point to', () => {
  const about = { name: 'about', type: 'polymorphicLookup', targets: ['Lead', 'Contact'], choosable: { Contact: 'target.active', Gone: 'true' } };
  expect([...choosableOf(about)]).toEqual([['Lead', ''], ['Contact', 'target.active']]);
  expect(choosableFrom(about.type, choosableOf(about))).toEqual({ Contact: 'target.active' });
  expect(choosableFrom(about.type, new Map([['Lead', ''], ['Contact', '']]))).toBeUndefined();
});

test('A field whose source is chosen by mistake has again what it had', () => {
  const entered = { name: 'total', type: 'decimal', required: true, default: 5 };
  const aside = sourceMembers(entered);
  const begin = { formula: '', rollup: { relation: '', function: 'sum' }, computedBy: 'hook' };
  const computed = { ...entered, ...withSource('formula', aside, begin), formula: 'record.a + 1' };
  expect(valueSourceOf(computed)).toBe('formula');
  expect([computed.required, computed.default]).toEqual([undefined, undefined]);
  const all = { ...aside, ...sourceMembers(computed) };
  expect(withSource('rollup', all, begin)).toMatchObject({ rollup: begin.rollup, formula: undefined });
  expect(withSource('formula', all, begin)).toMatchObject({ formula: 'record.a + 1', required: undefined });
  expect(withSource('entered', all, begin)).toMatchObject({ formula: undefined, required: true, default: 5 });
});

test('A rollup keeps only what its function takes', () => {
  const last = { relation: 'lines', function: 'last', field: 'price', orderBy: 'sortKey' };
  expect(withRollup(last, { function: 'sum' })).toEqual({ relation: 'lines', function: 'sum', field: 'price' });
  expect(withRollup(last, { function: 'count' })).toEqual({ relation: 'lines', function: 'count' });
  expect(withRollup(last, { function: 'first' })).toEqual({ ...last, function: 'first' });
  expect(rollupFunctions('decimal')).toContain('count');
  expect(rollupFunctions('currency')).not.toContain('count');
});

test('A decimal that a number of JSON cannot hold is kept as text', () => {
  expect(['5', '0.10', '-1.5', '12345678901234567.89', '0.1234567890123456789', 'x'].map(numberOrText)).toEqual([5, 0.1, -1.5, '12345678901234567.89', '0.1234567890123456789', 'x']);
});
