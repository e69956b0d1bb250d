import { graphql, parse, validate } from 'graphql';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeSchema } from '../../dev/fakeGraphql';
import { FakeRecords } from '../../dev/fakeRecords';
import { testWorkspace } from '../../dev/testWorkspace';
import { ApiError } from '../api/problems';
import { isRef, refsOf } from '../model/records';
import { createDataProvider } from './dataProvider';
import { RecordsApi } from './recordsApi';

const workspace = testWorkspace('en');
let records: FakeRecords;
let api: RecordsApi;
let sent: { query: string; variables: Record<string, unknown> }[];

/** The host's part is played by graphql-js over a schema of the API's shape: an operation that is not valid there fails its test. */
beforeEach(() => {
  records = new FakeRecords(workspace.description, 30);
  const schema = fakeSchema(workspace.description, records);
  api = new RecordsApi(() => workspace);
  sent = [];
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    const operation = JSON.parse(String(init.body)) as (typeof sent)[number];
    sent.push(operation);
    expect(validate(schema, parse(operation.query)).map((e) => e.message)).toEqual([]);
    return new Response(JSON.stringify(await graphql({ schema, source: operation.query, variableValues: operation.variables })));
  });
});
afterEach(() => vi.unstubAllGlobals());

const list = (object: string, more = {}) => api.list({ object, columns: workspace.object(object).views[0]?.columns ?? [], sort: [], page: 1, perPage: 10, ...more });

describe('Operations are valid for every object of the sales app', () => {
  test.each(workspace.description.objects.map((o) => o.name))('%s', async (name) => {
    const object = workspace.object(name);
    for (const view of object.views) await list(name, { columns: view.columns, sort: view.sort, search: 'a' });
    const page = await list(name);
    const first = page.records[0];
    if (first === undefined) return;
    expect((await api.one(name, first.id))?.id).toBe(first.id);
    for (const related of object.layout.relatedLists) {
      await list(workspace.relation(name, related.relation)?.object ?? '', {
        columns: related.columns, sort: related.sort, through: { object: name, id: first.id, relation: related.relation },
      });
    }
  });
});

test('A page after the first continues by its cursor, and jumps by offset', async () => {
  const first = await list('Account');
  const second = await list('Account', { page: 2 });
  expect(sent[1]?.variables).toMatchObject({ after: '10' });
  expect(sent[1]?.variables.offset).toBeUndefined();
  expect(new Set([...first.records, ...second.records].map((r) => r.id)).size).toBe(20);
  await list('Account', { page: 3, perPage: 5 });
  expect(sent[2]?.variables).toMatchObject({ offset: 10 });
  expect(sent[2]?.variables.after).toBeUndefined();
});

test('References come with their label, links as a list', async () => {
  const [first] = (await list('Specimen', { columns: ['title'] })).records;
  const record = await api.one('Specimen', first?.id ?? '');
  expect(isRef(record?.account)).toBe(true);
  expect(isRef(record?.about)).toBe(true);
  expect(refsOf(record?.products)).toHaveLength(2);
});

test('A column over a lookup carries the target’s field', async () => {
  const page = await list('Contact', { columns: ['name', 'account.industry', 'account.name'] });
  expect(page.records.some((r) => isRef(r.account) && 'industry' in r.account)).toBe(true);
});

test('A refusal carries its code and its problems', async () => {
  const error: unknown = await api.create('Account', { name: 'taken' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'VALIDATION_FAILED', problems: [{ field: 'name', code: 'DUPLICATE' }] });
});

test('A record that someone else has saved is a conflict', async () => {
  const [first] = (await list('Account')).records;
  const id = first?.id ?? '';
  await api.update('Account', id, { name: 'A' }, 1);
  await expect(api.update('Account', id, { name: 'B' }, 1)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await api.one('Account', id))?.name).toBe('A');
});

test('Records go to the bin and come back', async () => {
  const ids = (await list('Account')).records.slice(0, 2).map((r) => r.id);
  await api.remove('Account', ids);
  expect((await list('Account')).total).toBe(28);
  await api.restore('Account', ids);
  expect((await list('Account')).total).toBe(30);
});

test('A request restores no more records than the API takes mutations', async () => {
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)) as (typeof sent)[number]);
    return new Response('{"data":{}}');
  });
  const ids = Array.from({ length: 250 }, (_, i) => `id${i}`);
  const { done } = await api.restore('Account', ids);
  expect(done).toEqual(ids);
  expect(sent.map(({ variables }) => Object.keys(variables).length)).toEqual([100, 100, 50]);
});

describe('The data provider', () => {
  const provider = () => createDataProvider(api, () => workspace);
  const params = { pagination: { page: 1, perPage: 10 }, sort: { field: 'name', order: 'ASC' as const }, filter: {} };

  test('puts view, conditions and search together', async () => {
    await provider().getList('Opportunity', {
      ...params, filter: { view: 'myOpenOpportunities', q: '光', where: { match: 'all', items: [{ path: 'name', op: 'contains', value: 'x' }] } },
    });
    expect(sent[0]?.variables.search).toBe('光');
    expect(JSON.stringify(sent[0]?.variables.filter)).toContain('"name":{"contains":"x"}');
    expect(JSON.stringify(sent[0]?.variables.filter)).toContain('"u1"');
    expect(JSON.stringify(sent[0]?.variables.filter)).not.toContain('$me');
  });

  test('reads the bin without the view’s filter', async () => {
    await provider().getList('Opportunity', { ...params, filter: { view: 'myOpenOpportunities', bin: true } });
    expect(sent[0]?.variables.filter).toBeUndefined();
    expect(sent[0]?.variables.deleted).toBe('ONLY');
  });

  test('sorts by the whole order of the view as long as nobody chose another', async () => {
    const object = workspace.description.objects.find((o) => o.views.some((v) => v.sort.length > 1));
    const view = object?.views.find((v) => v.sort.length > 1);
    const first = view?.sort[0];
    if (object === undefined || view === undefined || first === undefined) throw new Error('The sales app has a view with two sort keys.');
    await provider().getList(object.name, { ...params, sort: { field: first.field, order: first.descending ? 'DESC' : 'ASC' }, filter: { view: view.name } });
    expect(sent[0]?.variables.orderBy).toHaveLength(view.sort.length);
  });

  test('names a missing record by its status', async () => {
    await expect(provider().getOne('Account', { id: 'none' })).rejects.toMatchObject({ status: 404 });
  });
});
