// Apollo Client: queries, mutations with the cache, errors, automatic persisted queries over GET. node apollo.mjs URL TOKEN
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, CombinedGraphQLErrors, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createHash } from 'node:crypto';

const [, , url, token] = process.argv;
const seen = [];
const watchingFetch = async (address, init) => {
  const response = await fetch(address, init);
  seen.push({ method: init.method, hasQuery: String(init.body ?? address).includes('totalCount') });
  return response;
};
const http = (options = {}) => new HttpLink({ uri: url, headers: { authorization: `Bearer ${token}` }, fetch: watchingFetch, ...options });
const client = new ApolloClient({ link: http(), cache: new InMemoryCache() });

const { data: created } = await client.mutate({
  mutation: gql`mutation ($input: DepartmentCreate!) { createDepartment(input: $input) { record { id name } } }`,
  variables: { input: { name: 'Apollo' } },
});
const id = created.createDepartment.record.id;
const LIST = gql`query ($f: DepartmentFilter) { departments(filter: $f) { nodes { id name } } }`;
const first = await client.query({ query: LIST, variables: { f: { name: { eq: 'Apollo' } } } });
// What a mutation returns reaches lists that are in the cache, by __typename and id.
await client.mutate({
  mutation: gql`mutation ($id: ID!) { updateDepartment(id: $id, input: { name: "Apollo 2" }) { record { id name } } }`,
  variables: { id },
});
const cached = client.readQuery({ query: LIST, variables: { f: { name: { eq: 'Apollo' } } } });

let refused;
try {
  await client.query({ query: gql`{ nonsense }` });
} catch (error) {
  refused = CombinedGraphQLErrors.is(error) ? error.errors[0].extensions.code : String(error);
}

const persisted = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.from([
    new PersistedQueryLink({ sha256: (text) => createHash('sha256').update(text).digest('hex'), useGETForHashedQueries: true }),
    http(),
  ]),
});
seen.length = 0;
const COUNT = gql`query Count { departments { totalCount } }`;
const counts = [];
for (let i = 0; i < 2; i++) counts.push((await persisted.query({ query: COUNT, fetchPolicy: 'network-only' })).data.departments.totalCount);

console.log(JSON.stringify({
  created: created.createDepartment.record.name,
  listed: first.data.departments.nodes.map((n) => n.name),
  cached: cached.departments.nodes.map((n) => n.name),
  refused,
  counts,
  requests: seen,
}));
