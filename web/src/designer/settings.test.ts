import { expect, test } from 'vitest';
import { choosableFrom, choosableOf } from './settings';

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
