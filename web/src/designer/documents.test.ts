import { describe, expect, test } from 'vitest';
import type { StoredDocument } from '../api/metadata';
import { addStep, draft, editsOf, fieldEntries, isName, nameFrom, textFor, textIn, uniqueEntries, withText, type Step } from './documents';

const stored = (body: Record<string, unknown>, owner?: string): StoredDocument => ({ kind: String(body.kind), name: String(body.name), package: owner, body });
const name = { name: 'name', type: 'text', label: 'Name' };
const own = stored({ kind: 'object', name: 'Visit', label: 'Visit', nameField: 'name', fields: [name, { name: 'day', type: 'date', label: 'Day' }] });
const packaged = stored({ kind: 'object', name: 'Account', label: 'Account', nameField: 'name', fields: [name] }, 'sales');
const edits = (documents: readonly StoredDocument[], ...steps: Step[]) => editsOf(draft(documents, steps));

describe('A draft becomes edits', () => {
  test('of nothing, when nothing was drafted', () => expect(edits([own, packaged])).toEqual([]));
  test('of a new object', () => {
    const body = { kind: 'object', name: 'Tour', fields: [] };
    expect(edits([own], { kind: 'createObject', body })).toEqual([{ kind: 'put', body }]);
  });
  test('of an object with one more field', () =>
    expect(edits([own], { kind: 'putField', object: 'Visit', id: undefined, field: { name: 'note', type: 'longText' } }))
      .toMatchObject([{ kind: 'put', body: { name: 'Visit', fields: [{ name: 'name' }, { name: 'day' }, { name: 'note' }] } }]));
  test('of a renamed field, which keeps its stable id', () =>
    expect(edits([own], { kind: 'putField', object: 'Visit', id: 'day', field: { name: 'visitDay', type: 'date' } }))
      .toMatchObject([{ body: { fields: [{ name: 'name' }, { name: 'visitDay', id: 'day' }] } }]));
  test('of a renamed object, which keeps its stable id', () =>
    expect(edits([own], { kind: 'editObject', object: 'Visit', changes: { name: 'Call' } })).toMatchObject([{ body: { name: 'Call', id: 'Visit' } }]));
  test('of a removed field, and of a removed object', () => {
    expect(edits([own], { kind: 'removeField', object: 'Visit', id: 'day' })).toMatchObject([{ body: { fields: [{ name: 'name' }] } }]);
    expect(edits([own], { kind: 'removeObject', object: 'Visit' })).toEqual([{ kind: 'remove', document: { kind: 'object', name: 'Visit' } }]);
  });
  test('of nothing, when a new object is removed again', () =>
    expect(edits([], { kind: 'createObject', body: { kind: 'object', name: 'Tour' } }, { kind: 'removeObject', object: 'Tour' })).toEqual([]));
});

describe('A packaged object', () => {
  const add: Step = { kind: 'putField', object: 'Account', id: undefined, field: { name: 'rating', type: 'integer' } };
  test('gets fields in an extension, and stays untouched', () =>
    expect(edits([packaged], add)).toEqual([{ kind: 'put', body: { kind: 'fieldExtension', name: 'accountFields', object: 'Account', fields: [{ name: 'rating', type: 'integer' }] } }]));
  test('keeps one extension for all of them', () => {
    const result = edits([packaged], add, { ...add, field: { name: 'size', type: 'integer' } });
    expect(result).toHaveLength(1);
    expect(result).toMatchObject([{ body: { fields: [{ name: 'rating' }, { name: 'size' }] } }]);
  });
  test('loses the extension with its last field', () => {
    const extension = stored({ kind: 'fieldExtension', name: 'accountFields', object: 'Account', fields: [{ name: 'rating', type: 'integer' }] });
    expect(edits([packaged, extension], { kind: 'removeField', object: 'Account', id: 'rating' }))
      .toEqual([{ kind: 'remove', document: { kind: 'fieldExtension', name: 'accountFields' } }]);
  });
  test('does not lose a field of the package', () => expect(edits([packaged], { kind: 'removeField', object: 'Account', id: 'name' })).toEqual([]));
});

describe('Combinations that no two records share', () => {
  const index = { fields: ['name', 'day'], unique: true };
  test('are put, changed and taken away by their fields, beside other indexes', () => {
    const other = { fields: ['day'] };
    const indexed = stored({ ...own.body, indexes: [other] });
    expect(edits([indexed], { kind: 'putUnique', object: 'Visit', key: undefined, index })).toMatchObject([{ body: { indexes: [other, index] } }]);
    const both = stored({ ...own.body, indexes: [other, index] });
    const changed = { ...index, ignoreCase: false, message: 'Taken.' };
    expect(edits([both], { kind: 'putUnique', object: 'Visit', key: 'unique:name,day', index: changed })).toMatchObject([{ body: { indexes: [other, changed] } }]);
    expect(edits([both], { kind: 'removeUnique', object: 'Visit', key: 'unique:name,day' })).toMatchObject([{ body: { indexes: [other] } }]);
    expect(uniqueEntries(draft([both], [{ kind: 'removeUnique', object: 'Visit', key: 'unique:name,day' }]), 'Visit').map((e) => e.state)).toEqual(['removed']);
  });
  test('of a package’s object lie in an extension, which goes with the last of them', () => {
    const [made] = edits([packaged], { kind: 'putUnique', object: 'Account', key: undefined, index });
    expect(made).toEqual({ kind: 'put', body: { kind: 'fieldExtension', name: 'accountFields', object: 'Account', indexes: [index] } });
    const extension = stored({ kind: 'fieldExtension', name: 'accountFields', object: 'Account', indexes: [index] });
    expect(edits([packaged, extension], { kind: 'removeUnique', object: 'Account', key: 'unique:name,day' })).toEqual([{ kind: 'remove', document: { kind: 'fieldExtension', name: 'accountFields' } }]);
  });
});

test('Steps are taken again on documents that someone else has changed', () => {
  const step: Step = { kind: 'putField', object: 'Visit', id: undefined, field: { name: 'note', type: 'longText' } };
  const moved = stored({ ...own.body, fields: [name, { name: 'theirs', type: 'text' }] });
  expect(edits([moved], step)).toMatchObject([{ body: { fields: [{ name: 'name' }, { name: 'theirs' }, { name: 'note' }] } }]);
  expect(edits([], step)).toEqual([]);
});

test('Fields tell where they come from and what the draft does to them', () => {
  const drafted = draft([own], [
    { kind: 'putField', object: 'Visit', id: 'day', field: { name: 'day', type: 'dateTime' } }, { kind: 'putField', object: 'Visit', id: undefined, field: { name: 'note', type: 'text' } },
  ]);
  expect(fieldEntries(drafted, 'Visit').map((e) => [e.field.name, e.state])).toEqual([['name', 'kept'], ['day', 'changed'], ['note', 'added']]);
  expect(fieldEntries(draft([own], [{ kind: 'removeField', object: 'Visit', id: 'day' }]), 'Visit').map((e) => e.state)).toEqual(['kept', 'removed']);
});

test('Names come from labels', () => {
  expect(nameFrom('Contract value', 'field')).toBe('contractValue');
  expect(nameFrom('site visit', 'object')).toBe('SiteVisit');
  expect(nameFrom('拜访', 'object')).toBe('');
  expect([isName('a b', 'field'), isName('Abc', 'field'), isName('abc1', 'field'), isName('Abc', 'object')]).toEqual([false, false, true, true]);
});

test('Texts are bare in English alone', () => {
  expect(withText('Visit', 'zh-CN', '拜访')).toEqual({ 'en': 'Visit', 'zh-CN': '拜访' });
  expect(withText({ 'en': 'Visit', 'zh-CN': '拜访' }, 'zh-CN', '')).toBe('Visit');
  expect(textIn('Visit', 'zh-CN')).toBe('');
  expect(textFor({ en: 'Visit' }, 'zh-CN')).toBe('Visit');
});

test('A document that is written letter by letter makes one step and one edit', () => {
  const key = { kind: 'view', id: 'mine' };
  const typed = (label: string) => ({ kind: 'putDocument' as const, document: key, body: { kind: 'view', name: 'mine', label } });
  const steps = [typed('A'), typed('Al'), typed('All')].reduce<readonly Step[]>(addStep, []);
  expect(steps).toHaveLength(1);
  expect(editsOf(draft([], steps))).toEqual([{ kind: 'put', body: { kind: 'view', name: 'mine', label: 'All' } }]);
});

test('A document that is renamed keeps its stable id, and one that is removed is removed', () => {
  const stored: StoredDocument = { kind: 'view', name: 'mine', package: undefined, body: { kind: 'view', name: 'mine', label: 'Mine' } };
  const document = { kind: 'view', id: 'mine' };
  const renamed = draft([stored], [{ kind: 'putDocument', document, body: { kind: 'view', name: 'ours', label: 'Mine' } }]);
  expect(editsOf(renamed)).toEqual([{ kind: 'put', body: { kind: 'view', name: 'ours', label: 'Mine', id: 'mine' } }]);
  expect(editsOf(draft([stored], [{ kind: 'removeDocument', document }]))).toEqual([{ kind: 'remove', document: { kind: 'view', name: 'mine' } }]);
});
