import { graphql, graphqlInParts, type Variables } from '../api/graphql';
import { ApiError, isRecord, readProblems, text, type Problem } from '../api/problems';
import type { SortKey, WorkspaceObject } from '../api/workspace.generated';
import { isReference } from '../model/fieldTypes';
import type { ApiFilter } from '../model/filters';
import { isRef, type AppRecord, type RecordRef } from '../model/records';
import type { Workspace } from '../model/workspace';
import { readNode, readNodes, selectColumns, selectFields } from './selection';

/** Which records of an object to read. */
export interface ListRequest {
  readonly object: string;
  readonly columns: readonly string[];
  readonly filter?: ApiFilter;
  readonly search?: string;
  /** Reads the recycle bin instead of live records. */
  readonly bin?: boolean;
  readonly sort: readonly SortKey[];
  readonly page: number;
  readonly perPage: number;
  /** Reads the records of a to-many relation of one record instead of all of the object. */
  readonly through?: { readonly object: string; readonly id: string; readonly relation: string };
  readonly signal?: AbortSignal;
}

export interface Page {
  readonly records: readonly AppRecord[];
  readonly total: number;
  readonly hasNextPage: boolean;
}

/** What became of a write of many records. */
export interface BulkResult {
  /** Ids of the records that were written. */
  readonly done: readonly string[];
  /** Some of those wait for an approval; a record that was to be deleted stays until then. */
  readonly awaits: boolean;
  readonly failures: readonly BulkFailure[];
}

/** What became of one request of such a write. */
interface WrittenPart {
  readonly awaits: boolean;
  readonly errors: ReadonlyMap<string, ApiError>;
}

export interface BulkFailure {
  readonly id: string;
  readonly error: ApiError;
}

/** A record that may be the same as a given one. */
export interface Duplicate {
  readonly object: string;
  /** Undefined when the user may not open it. */
  readonly id: string | undefined;
  /** The rule refuses the given record. */
  readonly blocks: boolean;
  readonly values: readonly string[];
}

/** What a merge did, or would do. */
export interface Merged {
  /** Names the merge, to undo it by; undefined for a dry run. */
  readonly merge: string | undefined;
  readonly label: string;
  readonly moved: readonly { readonly object: string; readonly count: number }[];
}

/** Records that a picker offers at once. */
const mostOptions = 20;

/** Most records of one request; more go out as several requests. */
const bulkSize = 200;

/** Most mutations of one request: the API takes no more. */
const mutationsPerRequest = 100;

/** The records of the caller's tenant, over `/graphql`. Every operation selects just what the workspace says the user may read. */
export class RecordsApi {
  /** Cursors of page ends, so that the next page continues by key instead of counting over all rows before it. */
  private readonly pageEnds = new Map<string, string>();

  constructor(private readonly current: () => Workspace) {}

  async list(request: ListRequest): Promise<Page> {
    const workspace = this.current();
    const object = workspace.object(request.object);
    const selection = selectColumns(workspace, object, workspace.resolveAll(object, request.columns));
    const key = JSON.stringify([
      object.name, request.filter, request.search, request.bin, request.sort, request.perPage, request.through, workspace.description.revision]);
    const after = request.page > 1 ? this.pageEnds.get(`${key}:${request.page - 1}`) : undefined;
    const { query, variables } = listOperation(workspace, object, request, selection, after);
    const data = await graphql(query, variables, { signal: request.signal });
    const parent = request.through === undefined ? data : data.parent;
    const connection = isRecord(parent) ? parent.list : undefined;
    if (!isRecord(connection)) throw new ApiError('The record does not exist.', 'NOT_FOUND', 200);
    const pageInfo = isRecord(connection.pageInfo) ? connection.pageInfo : {};
    if (typeof pageInfo.endCursor === 'string') this.remember(`${key}:${request.page}`, pageInfo.endCursor);
    return {
      records: readNodes(connection).map((node) => readNode(workspace, object, node)),
      total: Number(connection.totalCount ?? 0),
      hasNextPage: pageInfo.hasNextPage === true,
    };
  }

  /** One record with every field that the user may read, also from the recycle bin; undefined when there is none that they may see. */
  async one(objectName: string, id: string, signal?: AbortSignal): Promise<AppRecord | undefined> {
    const workspace = this.current();
    const object = workspace.object(objectName);
    const selection = selectFields(workspace, object, object.fields);
    const live = await graphql(`query Record($id: ID!) { record: ${object.singular}(id: $id) { ${selection} } }`, { id }, { signal });
    if (isRecord(live.record)) return readNode(workspace, object, live.record);
    const binned = await graphql(
      `query Binned($filter: ${object.name}Filter) { list: ${object.plural}(filter: $filter, deleted: ONLY, first: 1) { nodes { ${selection} } } }`,
      { filter: { id: { eq: id } } }, { signal });
    const [found] = readNodes(binned.list);
    return found === undefined ? undefined : readNode(workspace, object, found);
  }

  async create(objectName: string, input: Variables): Promise<AppRecord> {
    const object = this.current().object(objectName);
    return this.mutate(object, `create${object.name}`, `$input: ${object.name}Create!`, 'input: $input', { input });
  }

  /** Changes the fields of `input`; refused with `CONFLICT` when the record is no longer at `ifVersion`. */
  async update(objectName: string, id: string, input: Variables, ifVersion: number | undefined): Promise<AppRecord> {
    const object = this.current().object(objectName);
    return this.mutate(
      object, `update${object.name}`, `$id: ID!, $input: ${object.name}Update!, $ifVersion: Int`,
      'id: $id, input: $input, ifVersion: $ifVersion', { id, input, ifVersion });
  }

  /** Gives many records the same values; each stands or fails by itself. */
  async updateEach(objectName: string, ids: readonly string[], input: Variables): Promise<BulkResult> {
    const object = this.current().object(objectName);
    return this.many(
      `update${pluralOf(object)}`, ids, `$changes: [${object.name}Change!]!`, 'changes: $changes',
      (part) => ({ changes: part.map((id) => ({ id, input })) }));
  }

  /** Moves records to the recycle bin; each goes or stays by itself. */
  async remove(objectName: string, ids: readonly string[]): Promise<BulkResult> {
    const object = this.current().object(objectName);
    return this.many(`delete${pluralOf(object)}`, ids, '$ids: [ID!]!', 'ids: $ids', (part) => ({ ids: part }));
  }

  async restore(objectName: string, ids: readonly string[]): Promise<BulkResult> {
    return this.eachById(`restore${this.current().object(objectName).name}`, ids);
  }

  async purge(objectName: string, ids: readonly string[]): Promise<BulkResult> {
    return this.eachById(`purge${this.current().object(objectName).name}`, ids);
  }

  /** Records that may be the same as one with the given values; `id` names the one that is being edited. */
  async duplicates(objectName: string, input: Variables, id: string | undefined): Promise<readonly Duplicate[]> {
    const object = this.current().object(objectName);
    const data = await graphql(
      `query Duplicates($input: ${object.name}Create, $id: ID) { found: findDuplicate${pluralOf(object)}(input: $input, id: $id) { object id blocks values { value } } }`,
      { input, id });
    return (Array.isArray(data.found) ? data.found.filter(isRecord) : []).map((d) => ({
      object: String(d.object), id: text(d.id), blocks: d.blocks === true,
      values: (Array.isArray(d.values) ? d.values.filter(isRecord) : []).map((v) => text(v.value) ?? ''),
    }));
  }

  /** What hooks would object to if a record were saved with these values; `id` names the one that is being edited. */
  async validate(objectName: string, input: Variables, id: string | undefined, signal?: AbortSignal): Promise<readonly Problem[]> {
    const object = this.current().object(objectName);
    const type = `${object.name}${object.canCreate === true ? 'Create' : 'Update'}`;
    const data = await graphql(
      `query Validate($id: ID, $input: ${type}!) { found: validate${object.name}(id: $id, input: $input) { problems { field code message } } }`, { id, input }, { signal });
    const { problems } = isRecord(data.found) ? data.found : {};
    return (Array.isArray(problems) ? problems.filter(isRecord) : []).map((p) => ({ field: text(p.field), code: String(p.code), message: String(p.message) }));
  }

  /** Makes one record of several; a dry run tells what would move, and changes nothing. */
  async merge(objectName: string, keep: string, merge: readonly string[], take: Variables, dryRun: boolean): Promise<Merged> {
    const object = this.current().object(objectName);
    const data = await graphql(
      `mutation Merge($keep: ID!, $merge: [ID!]!, $take: ${object.name}Update, $dryRun: Boolean!) `
      + `{ merged: merge${pluralOf(object)}(keep: $keep, merge: $merge, take: $take, dryRun: $dryRun) { merge moved { object count } record { ${object.nameField} } } }`,
      { keep, merge, take, dryRun });
    this.pageEnds.clear();
    const merged = isRecord(data.merged) ? data.merged : {};
    return {
      merge: text(merged.merge), label: isRecord(merged.record) ? String(merged.record[object.nameField] ?? '—') : '—',
      moved: (Array.isArray(merged.moved) ? merged.moved.filter(isRecord) : []).map((m) => ({ object: String(m.object), count: Number(m.count) })),
    };
  }

  /** Brings merged records apart again. */
  async unmerge(objectName: string, merge: string): Promise<void> {
    await graphql(`mutation Unmerge($merge: ID!) { undone: unmerge${pluralOf(this.current().object(objectName))}(merge: $merge) { merge } }`, { merge });
    this.pageEnds.clear();
  }

  /** The records of several objects that a search finds, in one operation. */
  async search(objectNames: readonly string[], term: string, perObject: number, signal?: AbortSignal): Promise<readonly RecordRef[]> {
    const workspace = this.current();
    const objects = objectNames.map((name) => workspace.object(name));
    if (objects.length === 0) return [];
    const parts = objects.map((o, i) => `o${i}: ${o.plural}(search: $term, first: $first) { nodes { id ${o.nameField} } }`);
    const data = await graphql(`query Search($term: String!, $first: Int!) { ${parts.join(' ')} }`, { term, first: perObject }, { signal });
    return objects.flatMap((o, i) => readNodes(data[`o${i}`]).map((node) => refOf(o, readNode(workspace, o, node))));
  }

  /** Records of one object for a picker: those that match, or the ones last changed when nothing is typed. */
  async options(objectName: string, term: string, signal?: AbortSignal): Promise<readonly RecordRef[]> {
    const object = this.current().object(objectName);
    const page = await this.list({
      object: objectName,
      columns: [object.nameField],
      search: term === '' ? undefined : term,
      sort: term === '' ? [{ field: 'updatedAt', descending: true }] : [],
      page: 1,
      perPage: mostOptions,
      signal,
    });
    return page.records.map((record) => refOf(object, record));
  }

  /** What a selection gives of one record; null when there is none that the user may see. */
  async reach(objectName: string, id: string, selection: string, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>> | null> {
    const object = this.current().object(objectName);
    const data = await graphql(`query Reach($id: ID!) { record: ${object.singular}(id: $id) { ${selection} } }`, { id }, { signal });
    return isRecord(data.record) ? data.record : null;
  }

  /** The same for a picker of a reference that lets only some records be chosen, with what is known of its record. */
  async candidates(objectName: string, term: string, choosableFor: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<readonly RecordRef[]> {
    const object = this.current().object(objectName);
    const data = await graphql(
      `query Candidates($search: String, $first: Int!, $orderBy: [${object.name}Order!], $choosableFor: ${object.name}ChoosableFor) { list: ${object.plural}(search: $search, first: $first, orderBy: $orderBy, choosableFor: $choosableFor) { nodes { id ${object.nameField} } } }`,
      { choosableFor, search: term === '' ? undefined : term, first: mostOptions, orderBy: term === '' ? [{ updatedAt: 'DESC_NULLS_LAST' }] : undefined }, { signal });
    return readNodes(data.list).map((node) => ({ id: String(node.id), _label: String(node[object.nameField] ?? '—'), _object: object.name }));
  }

  private async mutate(
    object: WorkspaceObject, field: string, parameters: string, args: string, variables: Variables,
  ): Promise<AppRecord> {
    const workspace = this.current();
    const selection = selectFields(workspace, object, object.fields);
    const data = await graphql(`mutation Save(${parameters}) { saved: ${field}(${args}) { record { ${selection} } } }`, variables);
    this.pageEnds.clear();
    const saved = isRecord(data.saved) ? data.saved.record : undefined;
    if (!isRecord(saved)) throw new ApiError('The answer carries no record.', 'INTERNAL', 200);
    return readNode(workspace, object, saved);
  }

  /** A mutation of the API that takes many records and lists those that it refused by their index. */
  private async many(
    field: string, ids: readonly string[], parameters: string, args: string, variables: (part: readonly string[]) => Variables,
  ): Promise<BulkResult> {
    const query = `mutation Many(${parameters}) { many: ${field}(${args}, allOrNone: false) { pendingApproval failures { index code message problems { field code message } } } }`;
    return this.inParts(ids, bulkSize, async (part) => {
      const data = await graphql(query, variables(part));
      const failures = isRecord(data.many) && Array.isArray(data.many.failures) ? data.many.failures.filter(isRecord) : [];
      return {
        awaits: isRecord(data.many) && data.many.pendingApproval != null,
        errors: new Map(failures.map((f) => [
          part[Number(f.index)] ?? '', new ApiError(text(f.message) ?? text(f.code) ?? '', text(f.code) ?? 'INTERNAL', 200, readProblems(f.problems)),
        ])),
      };
    });
  }

  /** A mutation of one record, taken for many in one request. */
  private async eachById(field: string, ids: readonly string[]): Promise<BulkResult> {
    return this.inParts(ids, mutationsPerRequest, async (part) => {
      const parameters = part.map((_, i) => `$id${i}: ID!`).join(', ');
      const fields = part.map((_, i) => `m${i}: ${field}(id: $id${i}) { __typename }`).join(' ');
      const { errors } = await graphqlInParts(`mutation Each(${parameters}) { ${fields} }`, Object.fromEntries(part.map((id, i) => [`id${i}`, id])));
      const whole = errors.find((e) => e.path.length === 0);
      if (whole !== undefined) throw whole.error;
      return { awaits: false, errors: new Map(errors.map(({ path, error }) => [part[Number(String(path[0]).slice(1))] ?? '', error])) };
    });
  }

  private async inParts(ids: readonly string[], size: number, write: (part: readonly string[]) => Promise<WrittenPart>): Promise<BulkResult> {
    const failures: BulkFailure[] = [];
    let awaits = false;
    try {
      for (let from = 0; from < ids.length; from += size) {
        const part = await write(ids.slice(from, from + size));
        for (const [id, error] of part.errors) failures.push({ id, error });
        awaits ||= part.awaits;
      }
    } finally {
      this.pageEnds.clear();
    }
    const failed = new Set(failures.map((f) => f.id));
    return { done: ids.filter((id) => !failed.has(id)), failures, awaits };
  }

  private remember(key: string, cursor: string): void {
    if (this.pageEnds.size > 500) this.pageEnds.clear();
    this.pageEnds.set(key, cursor);
  }
}

function pluralOf({ plural }: WorkspaceObject): string {
  return `${plural.charAt(0).toUpperCase()}${plural.slice(1)}`;
}

/** The one record that a bulk write was about: its refusal is the caller's. */
export function settled({ failures }: BulkResult): void {
  if (failures[0] !== undefined) throw failures[0].error;
}

export function refOf(object: WorkspaceObject, record: AppRecord): RecordRef {
  const name = record[object.nameField];
  return { id: record.id, _label: isRef(name) ? name._label : String(name ?? '—'), _object: object.name };
}

function listOperation(
  workspace: Workspace, object: WorkspaceObject, request: ListRequest, selection: string, after: string | undefined,
): { query: string; variables: Variables } {
  const { through } = request;
  const parameters = [
    '$first: Int', '$after: String', '$offset: Int', `$filter: ${object.name}Filter`, `$orderBy: [${object.name}Order!]`, '$search: String', '$deleted: DeletedMode!',
  ];
  const page = `{ nodes { ${selection} } totalCount pageInfo { hasNextPage endCursor } }`;
  const args = 'first: $first, after: $after, offset: $offset, filter: $filter, orderBy: $orderBy, search: $search, deleted: $deleted';
  const variables = {
    first: request.perPage,
    after,
    offset: after === undefined && request.page > 1 ? (request.page - 1) * request.perPage : undefined,
    filter: request.filter,
    orderBy: orderBy(workspace, object, request.sort),
    search: request.search,
    deleted: request.bin === true ? 'ONLY' : 'EXCLUDE',
  };
  if (through === undefined) return { query: `query List(${parameters.join(', ')}) { list: ${object.plural}(${args}) ${page} }`, variables };
  const parent = workspace.object(through.object);
  return {
    query: `query Related($parentId: ID!, ${parameters.join(', ')}) `
      + `{ parent: ${parent.singular}(id: $parentId) { list: ${through.relation}(${args}) ${page} } }`,
    variables: { ...variables, parentId: through.id },
  };
}

/** Sort keys as the API's order: blanks stand last either way, as people expect of an empty cell. */
function orderBy(workspace: Workspace, object: WorkspaceObject, sort: readonly SortKey[]): readonly ApiFilter[] | undefined {
  const keys = sort.flatMap(({ field: path, descending }): readonly ApiFilter[] => {
    const target = workspace.resolve(object, path);
    if (target === undefined) return [];
    const direction = descending === true ? 'DESC_NULLS_LAST' : 'ASC_NULLS_LAST';
    if (target.via !== undefined) return [{ [target.via.name]: { [target.field.name]: direction } }];
    if (!isReference(target.field)) return [{ [target.field.name]: direction }];
    const to = workspace.get(target.field.targets?.[0] ?? '');
    return to === undefined ? [] : [{ [target.field.name]: { [to.nameField]: direction } }];
  });
  return keys.length === 0 ? undefined : keys;
}
