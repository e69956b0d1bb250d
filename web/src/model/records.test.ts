import { describe, expect, test } from 'vitest';
import { testWorkspace } from '../../dev/testWorkspace';
import { changedInput, createInput, defaultValues, sameValue, type RecordRef } from './records';
import { faultOf, unreadable } from './validation';

const workspace = testWorkspace('en');
const specimen = workspace.object('Specimen');
const ref = (id: string, object = 'Product'): RecordRef => ({ id, _label: id, _object: object });
const field = (name: string) => {
  const found = workspace.field('Specimen', name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('The input of a create', () => {
  test('holds what was filled in, in the form of the API', () =>
    expect(createInput(specimen, {
      title: 'T', whole: 3, price: '01.50', account: ref('a', 'Account'), about: ref('c', 'Contact'), products: [ref('p')], long: '', labels: [],
      home: { city: '上海', street: '' }, picture: { id: 'f', _label: 'x.png', _object: 'File' }, ticked: false,
    })).toEqual({
      title: 'T', whole: 3, price: '1.5', account: 'a', about: { object: 'Contact', id: 'c' }, products: { set: ['p'] },
      home: { city: '上海', street: null }, picture: 'f', ticked: false,
    }));
  test('tells of a field with a computed default that it is blank only when somebody cleared it', () => {
    const defaultFormula = { tree: [], paths: [] };
    const object = { ...specimen, fields: specimen.fields.map((f) => (['long', 'whole', 'ticked'].includes(f.name) ? { ...f, defaultFormula } : f)) };
    const blank = { title: 'T', long: '', whole: null, ticked: false };
    expect(createInput(object, blank)).toEqual({ title: 'T' });
    expect(createInput(object, blank, (name) => name !== 'title')).toEqual({ title: 'T', long: null, whole: null, ticked: false });
    expect(createInput(object, { ...blank, whole: 0, ticked: true })).toEqual({ title: 'T', whole: 0, ticked: true });
  });
  test('never holds numbers that the platform gives', () => expect(createInput(specimen, { title: 'T', number: 'S-1' })).toEqual({ title: 'T' }));
});

describe('The input of an update', () => {
  const before = { title: 'T', whole: 3, price: '1.50', products: [ref('p'), ref('q')], account: ref('a', 'Account'), home: null, labels: null };
  test('is empty when nothing changed', () => expect(changedInput(specimen, before, { ...before, price: '1.5', home: { city: '' }, labels: [] })).toEqual({}));
  test('holds the changed fields alone', () => expect(changedInput(specimen, before, { ...before, title: 'U' })).toEqual({ title: 'U' }));
  test('clears with null', () => expect(changedInput(specimen, before, { ...before, account: null, whole: '' })).toEqual({ account: null, whole: null }));
  test('changes links by difference, so that links not shown stay', () =>
    expect(changedInput(specimen, before, { ...before, products: [ref('q'), ref('r')] })).toEqual({ products: { add: ['r'], remove: ['p'] } }));
});

test('Values are compared as the API would see them', () => {
  expect(sameValue(field('price'), '2.00', '2')).toBe(true);
  expect(sameValue(field('whole'), null, 0)).toBe(false);
  expect(sameValue(field('home'), { city: 'A', street: null }, { street: '', city: 'A' })).toBe(true);
  expect(sameValue(field('data'), { a: 1, b: [1] }, { b: [1], a: 1 })).toBe(true);
  expect(sameValue(field('data'), { a: 1 }, { a: 2 })).toBe(false);
});

test('A new record starts with the defaults of its fields', () => {
  expect(defaultValues(workspace.object('Opportunity')).stage).toBe('qualification');
  expect(defaultValues(specimen).ticked).toBe(false);
});

describe('Checks before the server’s', () => {
  test.each([
    ['title', '', 'fault.required'], ['title', 'x'.repeat(41), 'fault.maxLength'], ['title', '😀'.repeat(40), undefined], ['whole', 1.5, 'fault.integer'],
    ['whole', 101, 'fault.max'], ['whole', -1, 'fault.min'], ['exact', '1.23456', 'fault.scale'], ['exact', '1.234500', undefined], ['price', unreadable, 'fault.number'],
    ['day', unreadable, 'fault.date'], ['data', unreadable, 'fault.json'], ['length', unreadable, 'fault.duration'], ['mail', 'a@b', 'fault.email'],
    ['mail', 'a@b.co', undefined], ['site', 'ftp://x', 'fault.url'], ['site', 'https://例子.中国', undefined], ['spot', { latitude: 91, longitude: 0 }, 'fault.geolocation'],
    ['spot', { latitude: 31, longitude: 121 }, undefined], ['share', '0.12345', 'fault.scale'], ['share', '0.1234', undefined], ['long', null, undefined],
  ])('%s = %j gives %s', (name, value, expected) => expect(faultOf(field(name), value)?.message).toBe(expected));

  test('a text of another form is told in time linear in its length, whatever the pattern', () => {
    // ^(?:(a+)+)$ as the server compiles it.
    const code = { ...field('mail'), name: 'code', type: 'text', maxLength: 5000, pattern: [[3], [1, 97, 97], [2, 1, 3], [2, 1, 4], [4], [0]] };
    expect(faultOf(code, 'aaa')).toBeUndefined();
    expect(faultOf(code, `${'a'.repeat(3999)}!`)?.message).toBe('fault.pattern');
  });
});
