// graphql-sse's own client. node sse.mjs URL TOKEN → the events of three changes, a syntax error, a query
import { createClient } from 'graphql-sse';

const [, , url, token] = process.argv;
const headers = { authorization: `Bearer ${token}` };
const client = createClient({ url: `${url}/stream`, headers, retryAttempts: 0 });
const post = async (query, variables) => (await fetch(url, {
  method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }),
})).json();

const connected = Promise.withResolvers?.() ?? (() => { let resolve; const promise = new Promise((r) => { resolve = r; }); return { promise, resolve }; })();
const watching = createClient({ url: `${url}/stream`, headers, on: { connected: () => connected.resolve() } });
const events = watching.iterate({ query: 'subscription { departmentChanged(filter: { name: { startsWith: "sse" } }) { kind id record { name } } }' });
const first = events.next();
await connected.promise;
const { data } = await post('mutation { createDepartment(input: { name: "sse" }) { record { id } } }');
const id = data.createDepartment.record.id;
await post('mutation ($id: ID!) { updateDepartment(id: $id, input: { name: "sse 2" }) { record { id } } }', { id });
await post('mutation ($id: ID!) { deleteDepartment(id: $id) { record { id } } }', { id });
const kinds = [];
for (const event of [await first, await events.next(), await events.next()]) kinds.push(event.value.data.departmentChanged.kind);
await events.return();

const syntax = await client.iterate({ query: 'subscription {' }).next();
const query = await client.iterate({ query: '{ __typename }' }).next();
console.log(JSON.stringify({ kinds, syntax: syntax.value.errors[0].extensions.reason, query: query.value.data.__typename }));
process.exit(0);
