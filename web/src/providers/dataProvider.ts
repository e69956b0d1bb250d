import type { DataProvider, GetListParams } from 'react-admin';
import { isRecord } from '../api/problems';
import { allOf, readGroup, toApiFilter, withUser, type ApiFilter, type ConditionGroup } from '../model/filters';
import { changedInput, createInput, type AppRecord } from '../model/records';
import type { Workspace } from '../model/workspace';
import { settled, type ListRequest, type RecordsApi } from './recordsApi';

/** What a list is narrowed to; kept in the address of the page. */
export interface ListFilter {
  /** Name of the view. */
  readonly view?: string;
  /** Full-text search. */
  readonly q?: string;
  readonly where?: ConditionGroup;
  /** Columns instead of the view's. */
  readonly columns?: readonly string[];
  /** Id of the saved view that this list was opened as. */
  readonly saved?: string;
  /** Shows the recycle bin instead of live records. */
  readonly bin?: boolean;
}

/** Reads a list filter out of an address: whatever does not have the shape is left out. */
export function readListFilter(value: unknown): ListFilter {
  if (!isRecord(value)) return {};
  const where = readGroup(value.where);
  return {
    view: typeof value.view === 'string' ? value.view : undefined,
    q: typeof value.q === 'string' && value.q !== '' ? value.q : undefined,
    where: where.items.length === 0 ? undefined : where,
    columns: Array.isArray(value.columns) && value.columns.length > 0 ? value.columns.map(String) : undefined,
    saved: typeof value.saved === 'string' ? value.saved : undefined,
    bin: value.bin === true ? true : undefined,
  };
}

/** react-admin's data provider over the records API. */
export function createDataProvider(records: RecordsApi, current: () => Workspace): DataProvider {
  const list = async (resource: string, params: Partial<GetListParams> & { signal?: AbortSignal }) => {
    const page = await records.list(listRequest(current(), resource, params));
    return { data: page.records, total: page.total, pageInfo: { hasNextPage: page.hasNextPage, hasPreviousPage: (params.pagination?.page ?? 1) > 1 } };
  };
  const one = async (resource: string, id: unknown, signal?: AbortSignal): Promise<AppRecord> => {
    const found = await records.one(resource, String(id), signal);
    if (found === undefined) throw new MissingRecordError();
    return found;
  };
  const provider = {
    getList: list,
    getManyReference: list,
    getOne: async (resource: string, { id, signal }: { id: unknown; signal?: AbortSignal }) => ({ data: await one(resource, id, signal) }),
    getMany: async (resource: string, { ids, signal }: { ids: readonly unknown[]; signal?: AbortSignal }) => {
      const object = current().object(resource);
      const page = await records.list({
        object: resource, columns: [object.nameField], filter: { id: { in: ids.map(String) } }, sort: [], page: 1, perPage: ids.length, signal,
      });
      return { data: page.records };
    },
    create: async (resource: string, { data }: { data: Record<string, unknown> }) => ({
      data: await records.create(resource, createInput(current().object(resource), data)),
    }),
    update: async (resource: string, params: { id: unknown; data: Record<string, unknown>; previousData: Record<string, unknown> }) => {
      const input = changedInput(current().object(resource), params.previousData, params.data);
      return { data: await records.update(resource, String(params.id), input, versionOf(params.previousData)) };
    },
    updateMany: async (resource: string, { ids, data }: { ids: readonly unknown[]; data: Record<string, unknown> }) => {
      const object = current().object(resource);
      const { done } = await records.updateEach(resource, ids.map(String), changedInput(object, {}, data));
      return { data: done };
    },
    delete: async (resource: string, { id, previousData }: { id: unknown; previousData?: unknown }) => {
      settled(await records.remove(resource, [String(id)]));
      return { data: previousData ?? { id } };
    },
    deleteMany: async (resource: string, { ids }: { ids: readonly unknown[] }) => {
      const { done } = await records.remove(resource, ids.map(String));
      return { data: done };
    },
    supportAbortSignal: true,
  };
  // react-admin lets each call choose its record type; there is only one here.
  return provider as unknown as DataProvider;
}

/** Named by its status, by which react-admin knows a missing record. */
class MissingRecordError extends Error {
  readonly status = 404;

  constructor() {
    super('ra.notification.item_doesnt_exist');
  }
}

export function versionOf(record: Readonly<Record<string, unknown>>): number | undefined {
  return typeof record.version === 'number' ? record.version : undefined;
}

function listRequest(workspace: Workspace, resource: string, params: Partial<GetListParams> & { signal?: AbortSignal }): ListRequest {
  const object = workspace.object(resource);
  const meta: Record<string, unknown> = isRecord(params.meta) ? params.meta : {};
  const filter = readListFilter(params.filter);
  const view = workspace.view(object, filter.view);
  const chosen = params.sort;
  const viewSort = view.sort[0];
  const followsView = viewSort !== undefined && chosen?.field === viewSort.field && (chosen.order === 'DESC') === (viewSort.descending === true);
  const viewFilter = meta.withoutView === true || filter.bin === true ? undefined : withUser(view.filter, workspace.description.user.id);
  const conditions = filter.where === undefined ? undefined : asFilter(withUser(toApiFilter(workspace, object, filter.where), workspace.description.user.id));
  return {
    object: resource,
    columns: Array.isArray(meta.columns) ? meta.columns.map(String) : filter.columns ?? view.columns,
    filter: allOf(
      asFilter(viewFilter),
      conditions),
    bin: filter.bin,
    search: filter.q,
    sort: followsView && meta.withoutView !== true
      ? view.sort
      : chosen === undefined || chosen.field === '' ? [] : [{ field: chosen.field, descending: chosen.order === 'DESC' }],
    page: params.pagination?.page ?? 1,
    perPage: params.pagination?.perPage ?? 25,
    through: isThrough(meta.through) ? meta.through : undefined,
    signal: params.signal,
  };
}

function asFilter(value: unknown): ApiFilter | undefined {
  return isRecord(value) ? value : undefined;
}

function isThrough(value: unknown): value is NonNullable<ListRequest['through']> {
  return isRecord(value) && typeof value.object === 'string' && typeof value.id === 'string' && typeof value.relation === 'string';
}
