import { describe, expect, test } from 'vitest';
import { testWorkspace } from '../../dev/testWorkspace';
import {
  allOf, conditionPaths, countConditions, emptyGroup, fromApiFilter, operatorsOf, readGroup, resolveCondition, toApiFilter, withUser, type Condition, type ConditionGroup,
} from './filters';

const workspace = testWorkspace('en');
const opportunity = workspace.object('Opportunity');
const all = (...items: ConditionGroup['items']): ConditionGroup => ({ match: 'all', items });
const any = (...items: ConditionGroup['items']): ConditionGroup => ({ match: 'any', items });
const filter = (condition: Condition) => toApiFilter(workspace, opportunity, all(condition));

describe('A condition becomes a filter of the API', () => {
  test('on text', () => expect(filter({ path: 'name', op: 'contains', value: '光' })).toEqual({ name: { contains: '光' } }));
  test('over a lookup', () => expect(filter({ path: 'account.name', op: 'startsWith', value: 'A' })).toEqual({ account: { name: { startsWith: 'A' } } }));
  test('on the records that a lookup points to', () =>
    expect(filter({ path: 'account', op: 'in', value: [{ id: '1', _label: 'A', _object: 'Account' }] })).toEqual({ account: { id: { in: ['1'] } } }));
  test('on a blank lookup', () => expect(filter({ path: 'account', op: 'isNull' })).toEqual({ account: { isNull: true } }));
  test('on a value that is there', () => expect(filter({ path: 'amount', op: 'notNull' })).toEqual({ amount: { isNull: false } }));
  test('on a part of an address', () =>
    expect(toApiFilter(workspace, workspace.object('Specimen'), all({ path: 'home:city', op: 'eq', value: '上海' }))).toEqual({ home: { city: { eq: '上海' } } }));
  test('on a span of days', () => expect(filter({ path: 'closeDate', op: 'within', value: { LAST_N_DAYS: 7 } })).toEqual({ closeDate: { within: { LAST_N_DAYS: 7 } } }));
  test('on many-to-many links', () =>
    expect(toApiFilter(workspace, workspace.object('Specimen'), all({ path: 'products', op: 'hasAny', value: [{ id: '1' }] })))
      .toEqual({ products: { some: { id: { in: ['1'] } } } }));
});

describe('Groups', () => {
  const won: Condition = { path: 'stage', op: 'in', value: ['won'] };
  const big: Condition = { path: 'amount', op: 'gte', value: '1000' };
  test('are joined by and/or, and nest', () =>
    expect(toApiFilter(workspace, opportunity, all(won, any(big, { path: 'name', op: 'isNull' }))))
      .toEqual({ and: [{ stage: { in: ['won'] } }, { or: [{ amount: { gte: '1000' } }, { name: { isNull: true } }] }] }));
  test('leave out conditions without a value and fields that the user does not have', () => {
    expect(toApiFilter(workspace, opportunity, all({ path: 'amount', op: 'gte' }, { path: 'gone', op: 'eq', value: 1 }, won))).toEqual({ stage: { in: ['won'] } });
    expect(toApiFilter(workspace, opportunity, all({ path: 'amount', op: 'between', value: ['1', ''] }))).toBeUndefined();
  });
  test('count their conditions', () => expect(countConditions(all(won, any(big, big)))).toBe(3));
  test('come back from an address as they went', () => {
    const group = all(won, any(big));
    expect(readGroup(JSON.parse(JSON.stringify(group)))).toEqual(group);
  });
  test.each([null, 1, 'x', [], { items: 'x' }, { items: [null, 1, { path: 1, op: 'eq' }, { path: 'a', op: 'drop table' }] }])('of nonsense (%j) are empty', (value) =>
    expect(readGroup(value).items).toEqual([]));
  test('deeper than the builder shows are cut', () => expect(readGroup(all(any(all(won)))).items).toEqual([any()]));
});

test('Every offered path resolves, and has operators', () => {
  for (const object of workspace.description.objects) {
    for (const target of conditionPaths(workspace, object)) {
      expect(resolveCondition(workspace, object, target.path)?.path).toBe(target.path);
      expect(operatorsOf(target.field).length).toBeGreaterThan(0);
    }
  }
});

test('Encrypted fields offer no operator', () => {
  const secret = workspace.field('Specimen', 'secret');
  expect(secret && operatorsOf(secret)).toEqual([]);
});

test('$me is the user wherever it stands', () =>
  expect(withUser({ and: [{ owner: { id: { eq: '$me' } } }, { name: { eq: 'me' } }] }, 'u1')).toEqual({ and: [{ owner: { id: { eq: 'u1' } } }, { name: { eq: 'me' } }] }));

test('Filters put together hold all at once', () => {
  expect(allOf(undefined, { a: 1 }, undefined)).toEqual({ a: 1 });
  expect(allOf({ a: 1 }, { b: 2 })).toEqual({ and: [{ a: 1 }, { b: 2 }] });
  expect(allOf(undefined)).toBeUndefined();
  expect(toApiFilter(workspace, opportunity, emptyGroup)).toBeUndefined();
});

describe('A filter of the API comes back as the conditions that say it', () => {

  test.each(workspace.description.objects.flatMap((o) => o.views.filter((v) => v.filter != null && v.name !== 'accountsWithoutContactFor30Days').map((v) => [`${o.name} · ${v.name}`, o, v.filter] as const)))('%s', (_, object, filter) => {
    const group = fromApiFilter(workspace, object, filter);
    expect(group).toBeDefined();
    const again = toApiFilter(workspace, object, group ?? emptyGroup);
    expect(fromApiFilter(workspace, object, again)).toEqual(group);
  });

  test('What no condition says is left alone', () => {
    const negated = workspace.object('Account').views.find((v) => v.name === 'accountsWithoutContactFor30Days');
    expect(fromApiFilter(workspace, workspace.object('Account'), negated?.filter)).toBeUndefined();
    expect(fromApiFilter(workspace, opportunity, { not: { stage: { eq: 'won' } } })).toBeUndefined();
    expect(fromApiFilter(workspace, opportunity, { unknown: { eq: 1 } })).toBeUndefined();
    expect(fromApiFilter(workspace, opportunity, { stage: { soundsLike: 'won' } })).toBeUndefined();
  });

  test('The reader stands for whoever reads', () => {
    expect(fromApiFilter(workspace, opportunity, { owner: { id: { eq: '$me' } } })?.items).toEqual(
      [{ path: 'owner', op: 'in', value: [{ id: '$me', _label: '@me', _object: 'User' }] }]);
  });
});
