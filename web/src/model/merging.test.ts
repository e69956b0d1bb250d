import { describe, expect, test } from 'vitest';
import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { differingFields, startingChoice, taken } from './merging';

const field = (name: string, type: string, more: object = {}) => ({ name, label: name, type, readOnly: false, ...more }) as unknown as WorkspaceField;
const object = {
  name: 'Account',
  fields: [
    field('version', 'integer', { readOnly: true }), field('owner', 'lookup'), field('name', 'text'), field('phone', 'phone'), field('city', 'text'),
    field('parent', 'lookup'), field('tags', 'tags'), field('secret', 'encryptedText'), field('partners', 'manyToMany'), field('code', 'text', { createOnly: true }),
  ],
} as unknown as WorkspaceObject;
const parent = (id: string) => ({ id, _label: id, _object: 'Account' });
const one = { id: '1', version: 1, name: 'One', phone: null, city: 'Rome', parent: parent('p'), tags: ['a'], secret: 'x', code: 'c1', owner: parent('u') };
const two = { id: '2', version: 2, name: 'Two', phone: '+1', city: 'Rome', parent: null, tags: ['a'], secret: 'y', code: 'c2', owner: parent('v') };

describe('Records that are merged', () => {
  const fields = differingFields(object, [one, two]);

  test('differ in fields that can be chosen', () => expect(fields.map((f) => f.name)).toEqual(['name', 'phone', 'parent']));

  test('start from the record that stays, and from the others where it is blank', () => {
    expect(startingChoice(fields, [one, two], '1')).toEqual({ name: '1', phone: '2', parent: '1' });
    expect(startingChoice(fields, [one, two], '2')).toEqual({ name: '2', phone: '2', parent: '1' });
  });

  test('give what the one that stays has not itself', () => {
    expect(taken(fields, [one, two], '1', { name: '1', phone: '2', parent: '1' })).toEqual({ phone: '+1' });
    expect(taken(fields, [one, two], '2', { name: '1', phone: '2', parent: '1' })).toEqual({ name: 'One', parent: 'p' });
    expect(taken(fields, [one, two], '1', { name: '1', phone: '1', parent: '2' })).toEqual({ parent: null });
  });
});
