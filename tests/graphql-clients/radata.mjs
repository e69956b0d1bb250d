// ra-data-graphql: react-admin's data provider, with a small dialect for this API. node radata.mjs URL TOKEN
import { createRequire } from 'node:module';

// It brings the Apollo Client that it works with.
const require = createRequire(import.meta.url);
const buildDataProvider = require('ra-data-graphql').default;
const { ApolloClient, HttpLink, InMemoryCache, gql } = createRequire(require.resolve('ra-data-graphql'))('@apollo/client');
const [, , url, token] = process.argv;
const client = new ApolloClient({ link: new HttpLink({ uri: url, headers: { authorization: `Bearer ${token}` } }), cache: new InMemoryCache() });

const plural = (introspection, resource) => introspection.queries
  .find((field) => field.type.ofType?.name === `${resource}Connection`).name;
const buildQuery = (introspection) => (kind, resource, params) => {
  const one = resource[0].toLowerCase() + resource.slice(1);
  switch (kind) {
    case 'GET_LIST': {
      const { page, perPage } = params.pagination;
      const list = plural(introspection, resource);
      return {
        query: gql`query ($first: Int, $offset: Int, $filter: ${resource}Filter, $orderBy: [${resource}Order!]) {
          ${list}(first: $first, offset: $offset, filter: $filter, orderBy: $orderBy) { nodes { id name } totalCount } }`,
        variables: { first: perPage, offset: (page - 1) * perPage, filter: params.filter, orderBy: [{ [params.sort.field]: params.sort.order }] },
        parseResponse: ({ data }) => ({ data: data[list].nodes, total: data[list].totalCount }),
      };
    }
    case 'GET_ONE':
      return { query: gql`query ($id: ID!) { ${one}(id: $id) { id name } }`, variables: { id: params.id }, parseResponse: ({ data }) => ({ data: data[one] }) };
    case 'CREATE':
      return {
        query: gql`mutation ($input: ${resource}Create!) { create${resource}(input: $input) { record { id name } } }`,
        variables: { input: params.data }, parseResponse: ({ data }) => ({ data: data[`create${resource}`].record }),
      };
    case 'UPDATE':
      return {
        query: gql`mutation ($id: ID!, $input: ${resource}Update!) { update${resource}(id: $id, input: $input) { record { id name } } }`,
        variables: { id: params.id, input: params.data }, parseResponse: ({ data }) => ({ data: data[`update${resource}`].record }),
      };
    case 'DELETE':
      return {
        query: gql`mutation ($id: ID!) { delete${resource}(id: $id) { record { id name } } }`,
        variables: { id: params.id }, parseResponse: ({ data }) => ({ data: data[`delete${resource}`].record }),
      };
    default: throw new Error(`${kind} is not asked for`);
  }
};

const provider = await buildDataProvider({ client, buildQuery, introspection: { operationNames: {}, include: ['Department'] } });
const created = await provider.create('Department', { data: { name: 'ra one' } });
await provider.create('Department', { data: { name: 'ra two' } });
const list = await provider.getList('Department', { pagination: { page: 1, perPage: 1 }, sort: { field: 'name', order: 'DESC' }, filter: { name: { startsWith: 'ra ' } } });
const updated = await provider.update('Department', { id: created.data.id, data: { name: 'ra three' }, previousData: created.data });
const one = await provider.getOne('Department', { id: created.data.id });
const deleted = await provider.delete('Department', { id: created.data.id, previousData: one.data });
console.log(JSON.stringify({ list: list.data.map((d) => d.name), total: list.total, updated: updated.data.name, one: one.data.name, deleted: deleted.data.id === created.data.id }));
process.exit(0);
