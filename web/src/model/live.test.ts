import { describe, expect, test } from 'vitest';
import type { WorkspaceField, WorkspaceObject, WorkspaceRule } from '../api/workspace.generated';
import { factsOf, liveOf, withObjections, type Known } from './live';
import { below, readReach, segments, selectReach } from './reach';
import { Workspace } from './workspace';

const read = (name: string, type: string) => ['m', ['v', 'record'], name, type];
const times = { tree: ['f', 'multiply_decimal', read('price', 'decimal'), read('quantity', 'decimal')], paths: ['record.price', 'record.quantity'] };
const isLost = { tree: ['f', 'equal', read('stage', 'string'), ['c', 'string', 'lost']], paths: ['record.stage'] };
const city = { tree: ['m', ['v', 'record'], 'billing', 'string', 'city'], paths: ['record.billing.city'] };
const ofAccount = { tree: ['m', read('account', 'record'), 'industry', 'string'], paths: ['record.account', 'record.account.industry'] };
const hasLines = { tree: ['f', 'greater', ['f', 'size_list', read('lines', 'records')], ['c', 'int', '0']], paths: ['record.lines[]'] };

function field(name: string, type: string, rest: Partial<WorkspaceField> = {}): WorkspaceField {
  return { name, type, label: name, ...rest };
}

function objectOf(fields: readonly WorkspaceField[], rules: readonly WorkspaceRule[] = [], rest: Partial<WorkspaceObject> = {}): WorkspaceObject {
  return {
    name: 'Deal', singular: 'deal', plural: 'deals', label: 'Deal', pluralLabel: 'Deals', nameField: 'title', ownership: 'user', fields, rules, recordTypes: [],
    relations: [{ name: 'lines', label: 'Lines', object: 'Line', field: 'deal', kind: 'detail' }], layout: { highlights: [], sections: [], relatedLists: [] }, views: [], pipelines: [], approvals: [], actions: [], conversions: [], ...rest,
  };
}

function knownOf(object: WorkspaceObject, values: Readonly<Record<string, unknown>>, rest: Partial<Known> = {}): Known {
  return { object, values, stored: undefined, related: () => undefined, list: () => undefined, user: { id: 'u' }, roles: ['manager'], now: 0n, zone: 'UTC', ...rest };
}

const account = { id: 'a', _label: 'Acme', _object: 'Account' };

describe('Computed fields', () => {
  const object = objectOf([
    field('price', 'currency'), field('quantity', 'decimal'), field('total', 'currency', { scale: 2, precision: 6, formula: times }),
    field('double', 'currency', { scale: 2, formula: { tree: ['f', 'add_decimal', read('total', 'decimal'), read('total', 'decimal')], paths: ['record.total'] } }),
    field('account', 'lookup', { targets: ['Account'] }), field('industry', 'text', { formula: ofAccount }), field('any', 'checkbox', { formula: hasLines }),
  ]);

  test('follow what is typed, through other formulas, rounded as the field is', () => {
    const { fields } = liveOf(knownOf(object, { price: '1.115', quantity: '3' }), new Set());
    expect(fields.get('total')?.computed).toEqual({ known: true, value: '3.35' });
    expect(fields.get('double')?.computed?.value).toBe('6.7');
  });

  test('are blank where a value is missing, cannot be read yet, or does not fit', () => {
    for (const price of ['', undefined, '\u0000', '99999']) {
      expect(liveOf(knownOf(object, { price, quantity: '3' }), new Set()).fields.get('total')?.computed).toEqual({ known: true, value: null });
    }
  });

  test('are blank as percentages that their fields do not hold', () => {
    const shares = objectOf([field('price', 'currency'), field('quantity', 'decimal'), field('share', 'percent', { scale: 2, formula: times })]);
    const share = (price: string) => liveOf(knownOf(shares, { price, quantity: '1' }), new Set()).fields.get('share')?.computed?.value;
    expect([share('9999999999.9999'), share('10000000000')]).toEqual(['9999999999.9999', null]);
  });

  test('read the parts of an address', () => {
    const places = objectOf([field('billing', 'address'), field('city', 'text', { formula: city })]);
    const known = (billing: unknown) => liveOf(knownOf(places, { billing }), new Set()).fields.get('city')?.computed;
    expect(known({ street: '', city: '上海' })).toEqual({ known: true, value: '上海' });
    for (const billing of [null, undefined, {}, { city: '' }]) expect(known(billing)).toEqual({ known: true, value: null });
  });

  test('wait for what is read of a related record, and are blank without one', () => {
    const industry = (values: Readonly<Record<string, unknown>>, rest: Partial<Known> = {}) => liveOf(knownOf(object, values, rest), new Set()).fields.get('industry')?.computed;
    expect(industry({ account })).toEqual({ known: false, value: null });
    expect(industry({ account: null })).toEqual({ known: true, value: null });
    expect(industry({ account }, { related: (name, id) => (name === 'account' && id === 'a' ? { id, industry: 'retail' } : undefined) })).toEqual({ known: true, value: 'retail' });
  });

  test('over lists are the server’s to say of a new record, and known of a stored one', () => {
    expect(liveOf(knownOf(object, {}), new Set()).fields.get('any')?.computed?.known).toBe(false);
    const stored = { stored: { id: 'd' }, list: (name: string) => (name === 'lines' ? [{ id: 'l' }] : undefined) };
    expect(liveOf(knownOf(object, {}, stored), new Set()).fields.get('any')?.computed).toEqual({ known: true, value: true });
  });
});

describe('Conditions', () => {
  const object = objectOf([field('stage', 'picklist'), field('reason', 'text', { visibleWhen: isLost, requiredWhen: isLost }), field('price', 'currency', { readOnlyWhen: isLost })]);

  test('show and require a field; what is hidden is not required', () => {
    expect(liveOf(knownOf(object, { stage: 'lost' }), new Set()).fields.get('reason')).toMatchObject({ visible: true, required: true });
    expect(liveOf(knownOf(object, { stage: 'open' }), new Set()).fields.get('reason')).toMatchObject({ visible: false, required: false });
    expect(liveOf(knownOf(object, { stage: null }), new Set()).fields.get('reason')?.visible).toBe(false);
  });

  test('fix a field by the record as it is stored, not as it is being changed', () => {
    expect(liveOf(knownOf(object, { stage: 'lost' }), new Set()).fields.get('price')?.locked).toBe(false);
    expect(liveOf(knownOf(object, { stage: 'open' }, { stored: { id: 'd', stage: 'lost' } }), new Set()).fields.get('price')?.locked).toBe(true);
    expect(liveOf(knownOf(object, { stage: 'lost' }, { stored: { id: 'd', stage: 'open' } }), new Set()).fields.get('price')?.locked).toBe(false);
  });
});

test('A broken rule is told at its fields once something that it reads was changed', () => {
  const rule = (fields: readonly string[]): WorkspaceRule => ({ name: 'r', invalidWhen: isLost, message: 'Not lost.', fields });
  const fields = [field('stage', 'picklist'), field('reason', 'text')];
  const faults = (changed: readonly string[], at: readonly string[] = ['stage']) => liveOf(knownOf(objectOf(fields, [rule(at)]), { stage: 'lost' }), new Set(changed));
  expect(faults([]).fields.get('stage')?.faults).toEqual([]);
  expect(faults(['reason']).fields.get('stage')?.faults).toEqual([]);
  expect(faults(['stage']).fields.get('stage')?.faults).toEqual(['Not lost.']);
  expect(faults(['stage'], []).faults).toEqual(['Not lost.']);
});

test('Choices are those that the other field, and the type of the record, allow', () => {
  const city = field('city', 'picklist', { dependsOn: { field: 'country', values: [{ value: 'cn', choices: ['beijing', 'shanghai'] }] } });
  const types = [{ name: 'north', label: 'North', active: true, picklists: [{ field: 'city', values: ['beijing', 'bonn'] }], defaults: [{ field: 'country', value: 'cn' }] }];
  const object = objectOf([field('country', 'picklist'), city], [], { recordTypes: types });
  const choices = (values: Readonly<Record<string, unknown>>) => liveOf(knownOf(object, values), new Set()).fields.get('city')?.choices;
  expect(choices({ country: 'cn' })).toEqual(['beijing', 'shanghai']);
  expect(choices({ country: 'cn', recordType: 'north' })).toEqual(['beijing']);
  expect(choices({ country: 'de' })).toEqual([]);
  expect(choices({ country: null })).toEqual([]);
  expect(liveOf(knownOf(object, { recordType: 'north' }), new Set()).defaults).toEqual(new Map([['country', 'cn']]));
});

test('Defaults follow what was filled in, for new records alone', () => {
  const object = objectOf([field('price', 'currency'), field('quantity', 'decimal'), field('total', 'currency', { scale: 2, defaultFormula: times })]);
  expect(liveOf(knownOf(object, { price: '2', quantity: '3' }), new Set()).defaults).toEqual(new Map([['total', '6']]));
  expect(liveOf(knownOf(object, { price: '2', quantity: '3' }, { stored: { id: 'd' } }), new Set()).defaults.size).toBe(0);
});

test('What a new record gets on saving is not known before', () => {
  const isX = (name: string) => ({ tree: ['f', 'equal', read(name, 'string'), ['c', 'string', 'x']], paths: [`record.${name}`] });
  const system = (name: string, type: string) => field(name, type, { isSystem: true, readOnly: name !== 'owner' || undefined });
  const given = [system('id', 'id'), system('createdAt', 'dateTime'), system('createdBy', 'lookup'), system('updatedAt', 'dateTime'), system('updatedBy', 'lookup'), system('owner', 'lookup'), field('number', 'autoNumber')];
  const object = objectOf([...given, system('deletedAt', 'dateTime'), ...[...given.map((f) => f.name), 'deletedAt'].map((name) => field(`of_${name}`, 'checkbox', { formula: isX(name) }))]);
  const known = (of: WorkspaceObject, values: Readonly<Record<string, unknown>>, rest: Partial<Known> = {}) => {
    const { fields } = liveOf(knownOf(of, values, rest), new Set());
    return of.fields.filter((f) => fields.get(f.name)?.computed?.known === true).map((f) => f.name);
  };
  expect(known(object, {})).toEqual(['of_deletedAt']);
  expect(known(object, { owner: { id: 'u', _label: 'U', _object: 'User' } })).toEqual(['of_owner', 'of_deletedAt']);
  expect(known({ ...object, ownership: 'organization' }, {})).toEqual(['of_owner', 'of_deletedAt']);
  expect(known(object, {}, { stored: { id: 'd' } })).toHaveLength(8);
});

describe('What the server is told to find those that may be chosen', () => {
  const object = objectOf([
    field('account', 'lookup', { targets: ['Account'] }), field('billing', 'address'), field('members', 'manyToMany', { targets: ['User'] }), field('quantity', 'integer'), field('email', 'email'),
    field('owner', 'lookup', { isSystem: true, targets: ['User'] }), field('region', 'text', { createOnly: true }), field('since', 'date', { readOnly: true }), field('code', 'text', { defaultFormula: isLost }),
    field('number', 'autoNumber'), field('stage', 'picklist'),
  ], [], { pipelines: [{ name: 'p', label: 'P', field: 'stage', stages: [] }] });
  const every = object.fields.filter((f) => !['number', 'stage'].includes(f.name)).map((f) => f.name);
  const ben = { id: 'b', _label: 'Ben', _object: 'User' };

  test('is what a new record would be saved with: what the server fills in is left to it', () => {
    const values = { account, billing: { city: 'Berlin', street: '' }, members: [ben], quantity: '3', email: '', owner: null, since: '2026-01-01', code: '', region: 'EU', title: 'told to nobody' };
    expect(factsOf(knownOf(object, values), every))
      .toEqual({ account: 'a', billing: { city: 'Berlin', street: null }, members: { set: ['b'] }, quantity: 3, region: 'EU' });
    expect(factsOf(knownOf(object, values), ['account'])).toEqual({ account: 'a' });
    expect(factsOf(knownOf(object, values), ['code'], (name) => name === 'code')).toEqual({ code: null });
  });

  test('is what differs of a stored record, beside its id', () => {
    const stored = { id: 's', account, billing: { city: 'Berlin' }, members: [ben], quantity: 3, email: 'a@b.cn', owner: ben, region: 'EU' };
    const values = { ...stored, account: null, members: [{ id: 'c', _label: 'Cid', _object: 'User' }], region: 'US' };
    expect(factsOf(knownOf(object, values, { stored }), every)).toEqual({ id: 's', account: null, members: { add: ['c'], remove: ['b'] } });
    expect(factsOf(knownOf(object, stored, { stored }), object.fields.map((f) => f.name))).toEqual({ id: 's' });
  });

  test('is nothing that the API would refuse', () => {
    expect(factsOf(knownOf(object, { email: 'half', quantity: '99999999999' }), every)).toEqual({});
  });

  test('is unknown where a new record has it only once it is saved', () => {
    expect(factsOf(knownOf(object, {}), ['account', 'number'])).toBeUndefined();
    expect(factsOf(knownOf(object, {}), ['stage'])).toBeUndefined();
    expect(factsOf(knownOf(object, { stage: 'won' }), ['stage'])).toEqual({ stage: 'won' });
  });
});

describe('What expressions read', () => {
  test('is gathered by record', () => {
    expect(segments('record.lines[].discount')).toEqual([{ name: 'record', isList: false }, { name: 'lines', isList: true }, { name: 'discount', isList: false }]);
    expect(below(['record.account.owner.name', 'record.account.industry', 'user.name'], 'record')).toEqual({ account: { owner: { name: {} }, industry: {} } });
    expect(below(['old.account.owner.name', 'record.account.owner.email', 'record.account'], 'old', 'record')).toEqual({ account: { owner: { name: {}, email: {} } } });
  });

  test('becomes one selection, and a list that goes on is not known', () => {
    const accounts = { ...objectOf([field('title', 'text'), field('industry', 'text'), field('billing', 'address')], [], { relations: [{ name: 'deals', label: 'Deals', object: 'Deal', field: 'account', kind: 'lookup' as const }] }), name: 'Account', singular: 'account', plural: 'accounts' };
    const workspace = new Workspace({
      revision: 1, locale: 'en', locales: [], user: { id: 'u', name: 'U', email: 'u', roles: [] }, tenant: { name: 't', label: 'T', currency: 'CNY', timeZone: 'UTC' }, rights: [], navigations: [],
      objects: [objectOf([field('title', 'text'), field('price', 'currency')], [], { relations: [] }), accounts],
    });
    expect(selectReach(workspace, accounts, { industry: {}, billing: { city: {}, state: {} }, deals: { price: {} } }))
      .toBe('id title industry billing { city state } deals(first: 200) { nodes { id title price } pageInfo { hasNextPage } }');
    expect(readReach({ deals: { nodes: [{ id: 1 }], pageInfo: { hasNextPage: false } } })).toEqual({ deals: [{ id: 1 }] });
    expect(readReach({ deals: { nodes: [{ id: 1 }], pageInfo: { hasNextPage: true } } })).toEqual({ deals: undefined });
  });
});

test('What hooks object to stands at its field, and with the record where the form has no such field', () => {
  const live = liveOf(knownOf(objectOf([field('title', 'text')]), { title: 'x' }), new Set());
  const said = withObjections(live, [
    { field: 'title', code: 'HOOK_REFUSED', message: 'Taken.' }, { field: 'secret', code: 'HOOK_REFUSED', message: 'Hidden.' },
    { code: 'HOOK_REFUSED', message: 'Not today.' }, { field: 'title', code: 'TOO_LONG', message: 'The form says so itself.' },
  ]);
  expect(said.fields.get('title')?.faults).toEqual(['Taken.']);
  expect(said.faults).toEqual(['Hidden.', 'Not today.']);
  expect(withObjections(live, [])).toBe(live);
});
