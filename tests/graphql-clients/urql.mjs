// urql's core: queries by POST and GET, mutations, errors, subscriptions by graphql-sse. node urql.mjs URL TOKEN
import { Client, cacheExchange, fetchExchange, subscriptionExchange, gql } from '@urql/core';
import { createClient } from 'graphql-sse';

const [, , url, token] = process.argv;
const headers = { authorization: `Bearer ${token}` };
const sse = createClient({ url: `${url}/stream`, headers });
const client = (preferGetMethod) => new Client({
  url,
  preferGetMethod,
  fetchOptions: { headers },
  exchanges: [
    cacheExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables }) => ({
        subscribe: (sink) => ({ unsubscribe: sse.subscribe({ query, variables }, sink) }),
      }),
    }),
    fetchExchange,
  ],
});

const byPost = client(false);
const byGet = client('force');
const heard = new Promise((resolve, reject) => {
  byPost.subscription(gql`subscription { departmentChanged { kind record { name } } }`, {})
    .subscribe(({ data, error }) => (error ? reject(error) : resolve(data.departmentChanged)));
});
// The subscription stands when its stream does: until then the change is made again.
let created;
const beat = setInterval(make, 500);
async function make() {
  created = await byPost.mutation(gql`mutation ($name: String!) { createDepartment(input: { name: $name }) { record { id name } } }`, { name: `urql ${Date.now()}` }).toPromise();
}
await make();
const event = await heard;
clearInterval(beat);
const listed = await byGet.query(gql`query ($f: DepartmentFilter) { departments(filter: $f) { nodes { name } } }`, { f: { name: { startsWith: 'urql' } } }).toPromise();
const refused = await byPost.query(gql`{ nonsense }`, {}).toPromise();
console.log(JSON.stringify({
  created: created.data.createDepartment.record.name.slice(0, 4),
  listed: listed.data.departments.nodes.length > 0,
  refused: refused.error.graphQLErrors[0].extensions.code,
  event: event.kind,
}));
process.exit(0);
