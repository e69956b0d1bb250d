import {
  GraphQLBoolean, GraphQLEnumType, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString,
  GraphQLError, GraphQLUnionType, valueFromASTUntyped, type GraphQLFieldConfig, type GraphQLOutputType,
} from 'graphql';
import type { WorkspaceDescription, WorkspaceField, WorkspaceObject } from '../src/api/workspace.generated.ts';
import type { FakeRecords, Row } from './fakeRecords.ts';

type Field = GraphQLFieldConfig<Row, unknown>;
type Fields = Record<string, Field>;

function scalar(name: string): GraphQLScalarType {
  return new GraphQLScalarType({ name, parseValue: (value) => value, parseLiteral: (node, variables) => valueFromASTUntyped(node, variables) });
}

/**
 * A schema of the shape of the records API over records in memory, to develop against and to check the client's operations with
 * graphql-js. Inputs are not checked: that is the host's work.
 */
export function fakeSchema(workspace: WorkspaceDescription, records: FakeRecords): GraphQLSchema {
  const scalars = new Map(['Decimal', 'Date', 'DateTime', 'Time', 'Duration', 'JSON'].map((name) => [name, scalar(name)]));
  const types = new Map<string, GraphQLObjectType>();
  const connections = new Map<string, GraphQLObjectType>();
  const inputs = new Map<string, GraphQLScalarType>();
  const input = (name: string): GraphQLScalarType => {
    let type = inputs.get(name);
    if (type === undefined) inputs.set(name, type = scalar(name));
    return type;
  };
  const address = new GraphQLObjectType({
    name: 'Address', fields: Object.fromEntries(['street', 'city', 'state', 'postalCode', 'country'].map((p) => [p, { type: GraphQLString }])),
  });
  const point = new GraphQLObjectType({ name: 'Geolocation', fields: { latitude: { type: GraphQLFloat }, longitude: { type: GraphQLFloat } } });
  const deletedMode = new GraphQLEnumType({ name: 'DeletedMode', values: { EXCLUDE: {}, INCLUDE: {}, ONLY: {} } });
  const access = new GraphQLObjectType({ name: 'Access', fields: { canEdit: { type: GraphQLBoolean }, canDelete: { type: GraphQLBoolean } } });
  const pageInfo = new GraphQLObjectType({
    name: 'PageInfo', fields: { hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) }, hasPreviousPage: { type: GraphQLBoolean }, endCursor: { type: GraphQLString } },
  });
  const problem = new GraphQLObjectType({ name: 'Problem', fields: { field: { type: GraphQLString }, code: { type: GraphQLString }, message: { type: GraphQLString } } });
  const failure = new GraphQLObjectType({
    name: 'Failure', fields: { index: { type: GraphQLInt }, code: { type: GraphQLString }, message: { type: GraphQLString }, problems: { type: new GraphQLList(problem) } },
  });
  const named = (name: string): GraphQLObjectType => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`no object ${name}`);
    return type;
  };
  const scalarOf = (name: string): GraphQLOutputType => scalars.get(name) ?? GraphQLString;

  const listArgs = (object: WorkspaceObject) => ({
    first: { type: GraphQLInt }, after: { type: GraphQLString }, offset: { type: GraphQLInt }, search: { type: GraphQLString }, deleted: { type: deletedMode },
    filter: { type: input(`${object.name}Filter`) }, orderBy: { type: new GraphQLList(new GraphQLNonNull(input(`${object.name}Order`))) },
  });
  const page = (object: WorkspaceObject, rows: readonly Row[], args: Row): Row => {
    const found = rows.filter((r) => matchesFilter(records, workspace, object, r, args.filter))
      .filter((r) => (args.deleted === 'ONLY') === (r.deletedAt != null))
      .filter((r) => args.search == null || String(r[object.nameField] ?? '').toLowerCase().includes(String(args.search).toLowerCase()));
    sortRows(records, object, found, args.orderBy);
    const start = args.after == null ? Number(args.offset ?? 0) : Number(args.after);
    const end = start + Number(args.first ?? 25);
    return { nodes: found.slice(start, end), totalCount: found.length, pageInfo: { hasNextPage: end < found.length, endCursor: String(Math.min(end, found.length)) } };
  };

  const typeFor = (object: WorkspaceObject, field: WorkspaceField): Field => {
    const target = field.targets?.[0] ?? '';
    switch (field.type) {
      case 'id': return { type: new GraphQLNonNull(GraphQLID) };
      case 'integer': return { type: GraphQLInt };
      case 'decimal': case 'currency': case 'percent': return { type: scalarOf('Decimal') };
      case 'checkbox': return { type: new GraphQLNonNull(GraphQLBoolean), resolve: (r) => r[field.name] === true };
      case 'date': return { type: scalarOf('Date') };
      case 'dateTime': return { type: scalarOf('DateTime') };
      case 'time': return { type: scalarOf('Time') };
      case 'duration': return { type: scalarOf('Duration') };
      case 'json': return { type: scalarOf('JSON') };
      case 'multiPicklist': case 'tags': return { type: new GraphQLList(new GraphQLNonNull(GraphQLString)) };
      case 'address': return { type: address };
      case 'geolocation': return { type: point };
      case 'file': case 'image': return { type: named('File'), resolve: (r) => records.find('File', r[field.name]) };
      case 'lookup': case 'masterDetail': return { type: named(target), resolve: (r) => records.find(target, r[field.name]) };
      case 'manyToMany': return {
        type: connections.get(target) ?? GraphQLString,
        args: { first: { type: GraphQLInt } },
        resolve: (r) => ({ nodes: (Array.isArray(r[field.name]) ? r[field.name] as unknown[] : []).map((id) => records.find(target, id)).filter((x) => x != null) }),
      };
      case 'polymorphicLookup': return {
        type: new GraphQLUnionType({
          name: `${object.name}${field.name}`, types: (field.targets ?? []).map(named), resolveType: (value: Row) => String(value.$object),
        }),
        resolve: (r) => {
          const ref = r[field.name] as Row | null;
          const found = ref == null ? undefined : records.find(String(ref.object), ref.id);
          return found && { ...found, $object: ref?.object };
        },
      };
      default: return { type: GraphQLString };
    }
  };

  for (const object of workspace.objects) {
    types.set(object.name, new GraphQLObjectType<Row>({
      name: object.name,
      fields: (): Fields => ({
        ...Object.fromEntries(object.fields.filter((f) => f.type !== 'encryptedText').map((f) => [f.name, typeFor(object, f)])),
        ...Object.fromEntries(object.relations.map((relation): [string, Field] => {
          const child = workspace.objects.find((o) => o.name === relation.object) ?? object;
          return [relation.name, {
            type: connections.get(child.name) ?? GraphQLString,
            args: listArgs(child),
            resolve: (r, args) => page(child, records.of(child.name).filter((c) => pointsTo(c[relation.field], r.id)), args),
          }];
        })),
        _access: { type: access, resolve: () => ({ canEdit: true, canDelete: true }) },
      }),
    }));
    connections.set(object.name, new GraphQLObjectType({
      name: `${object.name}Connection`,
      fields: () => ({ nodes: { type: new GraphQLList(named(object.name)) }, totalCount: { type: GraphQLInt }, pageInfo: { type: pageInfo } }),
    }));
  }
  const query: Fields = {};
  const mutation: Fields = {};
  for (const object of workspace.objects) {
    const payload = new GraphQLObjectType({ name: `${object.name}Payload`, fields: { record: { type: named(object.name) } } });
    const manyPayload = new GraphQLObjectType({ name: `${object.name}ManyPayload`, fields: { pendingApproval: { type: GraphQLID }, failures: { type: new GraphQLList(failure) } } });
    const id = { type: new GraphQLNonNull(GraphQLID) };
    query[object.singular] = { type: named(object.name), args: { id }, resolve: (_, args) => records.find(object.name, args.id) };
    query[object.plural] = { type: connections.get(object.name) ?? GraphQLString, args: listArgs(object), resolve: (_, args) => page(object, records.of(object.name), args) };
    mutation[`create${object.name}`] = {
      type: payload, args: { input: { type: new GraphQLNonNull(input(`${object.name}Create`)) } },
      resolve: (_, args) => ({ record: records.insert(object.name, checked(object, flat(object, args.input as Row, {}))) }),
    };
    mutation[`update${object.name}`] = {
      type: payload, args: { id, input: { type: new GraphQLNonNull(input(`${object.name}Update`)) }, ifVersion: { type: GraphQLInt } },
      resolve: (_, args) => {
        const row = records.find(object.name, args.id);
        if (row === undefined) throw new GraphQLError('Not found', { extensions: { code: 'NOT_FOUND' } });
        if (args.ifVersion != null && row.version !== args.ifVersion) throw new GraphQLError('The record was changed.', { extensions: { code: 'CONFLICT' } });
        Object.assign(row, checked(object, flat(object, args.input as Row, row)), { version: Number(row.version) + 1, updatedAt: new Date().toISOString(), updatedBy: 'u1' });
        return { record: row };
      },
    };
    const many = `${object.plural.charAt(0).toUpperCase()}${object.plural.slice(1)}`;
    mutation[`update${many}`] = {
      type: manyPayload,
      args: { changes: { type: new GraphQLList(new GraphQLNonNull(input(`${object.name}Change`))) }, allOrNone: { type: GraphQLBoolean } },
      resolve: (_, args) => ({
        failures: (args.changes as readonly Row[]).flatMap((change, index) => {
          const row = records.find(object.name, change.id);
          if (row === undefined) return [{ index, code: 'NOT_FOUND', message: 'The record does not exist.', problems: [] }];
          Object.assign(row, flat(object, change.input as Row, row));
          return [];
        }),
      }),
    };
    mutation[`delete${many}`] = {
      type: manyPayload, args: { ids: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLID))) }, allOrNone: { type: GraphQLBoolean } },
      resolve: (_, args) => {
        for (const each of args.ids as readonly string[]) Object.assign(records.find(object.name, each) ?? {}, { deletedAt: new Date().toISOString() });
        return { failures: [] };
      },
    };
    mutation[`restore${object.name}`] = { type: payload, args: { id }, resolve: (_, args) => ({ record: Object.assign(records.find(object.name, args.id) ?? {}, { deletedAt: null }) }) };
    mutation[`purge${object.name}`] = {
      type: payload, args: { id },
      resolve: (_, args) => { records.rows.set(object.name, records.of(object.name).filter((r) => r.id !== args.id)); return {}; },
    };
  }
  return new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: query }), mutation: new GraphQLObjectType({ name: 'Mutation', fields: mutation }) });
}

function pointsTo(value: unknown, id: unknown): boolean {
  if (Array.isArray(value)) return value.includes(id);
  return value === id || (typeof value === 'object' && value !== null && 'id' in value && value.id === id);
}

/** Links arrive as a change. */
function flat(object: WorkspaceObject, input: Row, before: Row): Row {
  const links = object.fields.filter((f) => f.type === 'manyToMany' && f.name in input);
  return {
    ...input,
    ...Object.fromEntries(links.map((f) => {
      const change = input[f.name] as { set?: unknown[]; add?: unknown[]; remove?: unknown[] };
      const old = Array.isArray(before[f.name]) ? before[f.name] as unknown[] : [];
      return [f.name, change.set ?? [...old.filter((x) => !change.remove?.includes(x)), ...(change.add ?? [])]];
    })),
  };
}

function checked(object: WorkspaceObject, input: Row): Row {
  const value = input[object.nameField];
  if (typeof value === 'string' && value.toLowerCase().includes('taken')) {
    throw new GraphQLError('The record is not valid.', {
      extensions: { code: 'VALIDATION_FAILED', problems: [{ object: object.name, field: object.nameField, code: 'DUPLICATE', message: 'Another record has this value.' }] },
    });
  }
  return input;
}

type Filter = Readonly<Record<string, unknown>>;

function matchesFilter(records: FakeRecords, workspace: WorkspaceDescription, object: WorkspaceObject | undefined, row: Row | undefined, filter: unknown): boolean {
  if (filter == null) return true;
  return Object.entries(filter as Filter).every(([key, part]) => {
    if (key === 'and') return (part as unknown[]).every((f) => matchesFilter(records, workspace, object, row, f));
    if (key === 'or') return (part as unknown[]).some((f) => matchesFilter(records, workspace, object, row, f));
    if (key === 'not') return !matchesFilter(records, workspace, object, row, part);
    const field = object?.fields.find((f) => f.name === key);
    const value = row?.[key];
    const target = field?.targets?.[0];
    if (target !== undefined && !('isNull' in (part as Filter)) && !('some' in (part as Filter))) {
      const found = typeof value === 'string' ? records.find(target, value) : undefined;
      return found !== undefined && matchesFilter(records, workspace, workspace.objects.find((o) => o.name === target), found, part);
    }
    return Object.entries(part as Filter).every(([op, wanted]) => compare(value, op, wanted));
  });
}

function compare(value: unknown, op: string, wanted: unknown): boolean {
  const number = (v: unknown): number | string => (v !== '' && !Number.isNaN(Number(v)) ? Number(v) : String(v));
  switch (op) {
    case 'eq': return number(value) === number(wanted);
    case 'ne': return value !== wanted;
    case 'in': return (wanted as unknown[]).includes(value);
    case 'notIn': return !(wanted as unknown[]).includes(value);
    case 'contains': return String(value ?? '').toLowerCase().includes(String(wanted).toLowerCase());
    case 'startsWith': return String(value ?? '').startsWith(String(wanted));
    case 'endsWith': return String(value ?? '').endsWith(String(wanted));
    case 'gte': return value != null && number(value) >= number(wanted);
    case 'lte': return value != null && number(value) <= number(wanted);
    case 'gt': return value != null && number(value) > number(wanted);
    case 'lt': return value != null && number(value) < number(wanted);
    case 'isNull': return (value == null) === wanted;
    case 'hasAny': return Array.isArray(value) && (wanted as unknown[]).some((w) => value.includes(w));
    default: return true;
  }
}

function sortRows(records: FakeRecords, object: WorkspaceObject, rows: Row[], orderBy: unknown): void {
  const [first] = Array.isArray(orderBy) ? orderBy as Filter[] : [];
  if (first === undefined) return;
  const [name = '', direction] = Object.entries(first)[0] ?? [];
  const target = object.fields.find((f) => f.name === name)?.targets?.[0];
  const inner = typeof direction === 'object' && direction !== null ? Object.entries(direction)[0] : undefined;
  const value = (row: Row): unknown => (inner === undefined ? row[name] : records.find(target ?? '', row[name])?.[inner[0]]);
  const sign = String(inner?.[1] ?? direction).startsWith('DESC') ? -1 : 1;
  rows.sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left == null || right == null) return (left == null ? 1 : 0) - (right == null ? 1 : 0);
    const [x, y] = [Number(left), Number(right)];
    return sign * (Number.isNaN(x) || Number.isNaN(y) ? String(left).localeCompare(String(right)) : x - y);
  });
}
