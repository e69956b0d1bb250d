import { expect, test } from 'vitest';
import { allowedBy, choicesOf, withAllowed } from './choiceTables';

const shared = { stored: undefined, body: { kind: 'picklist', name: 'Country', values: [{ value: 'cn', label: 'China' }, { value: 'xx', label: 'Old', retired: true }] } };

test('Choices are the field’s own, those of its shared picklist, or both values of a checkbox', () => {
  expect(choicesOf([], { name: 'a', type: 'picklist', values: [{ value: 'x', label: 'X' }] }).map((c) => c.value)).toEqual(['x']);
  expect(choicesOf([shared], { name: 'a', type: 'picklist', picklist: 'Country' }).map((c) => [c.value, c.retired])).toEqual([['cn', false], ['xx', true]]);
  expect(choicesOf([], { name: 'a', type: 'checkbox' }).map((c) => c.value)).toEqual(['true', 'false']);
});

test('A value that allows nothing is not written down', () => {
  const first = withAllowed({ field: 'country', values: {} }, 'cn', ['beijing']);
  expect(first).toEqual({ field: 'country', values: { cn: ['beijing'] } });
  expect(allowedBy(first, 'cn')).toEqual(['beijing']);
  expect(allowedBy(first, 'de')).toEqual([]);
  expect(withAllowed(first, 'cn', [])).toEqual({ field: 'country', values: {} });
});
