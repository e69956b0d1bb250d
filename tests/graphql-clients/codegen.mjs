// GraphQL Code Generator: types for operations from the schema that introspection gives, checked by TypeScript. node codegen.mjs URL TOKEN
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildClientSchema, getIntrospectionQuery, parse, printSchema, validateSchema } from 'graphql';
import ts from 'typescript';

const [, , url, token] = process.argv;
const response = await fetch(url, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true }) }),
});
const schema = buildClientSchema((await response.json()).data);
const problems = validateSchema(schema).map((error) => error.message);
const documents = [{
  location: 'operations.graphql',
  document: parse(`
    query Departments($filter: DepartmentFilter, $first: Int) {
      departments(filter: $filter, first: $first, orderBy: [{ name: ASC }]) { nodes { id version name parent { name } _access { canEdit } } totalCount }
    }
    mutation Create($input: DepartmentCreate!) { createDepartment(input: $input) { record { id } warnings { code } } }
    subscription Changed { departmentChanged { kind id fields record { name } } }`),
}];
const generate = (plugin) => codegen({
  filename: 'types.ts', schema: parse(printSchema(schema)), schemaAst: schema, documents, config: { scalars: { Decimal: 'string', DateTime: 'string' } },
  plugins: [{ plugin: {} }], pluginMap: { plugin },
});
const compile = (source) => {
  const host = ts.createCompilerHost({});
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => (name === 'types.ts' ? ts.createSourceFile(name, source, target) : readFile(name, target));
  const program = ts.createProgram(['types.ts'], { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, types: [] }, host);
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
};
const all = await generate(typescript);
const used = await generate(operations);
console.log(JSON.stringify({
  problems, errors: [...compile(all), ...compile(used)], types: (all.match(/^export type /gm) ?? []).length, hasQuery: used.includes('DepartmentsQuery'),
}));
