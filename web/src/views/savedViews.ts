import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceObject } from '../api/workspace.generated';
import { isRecord } from '../api/problems';
import { readListFilter, type ListFilter } from '../providers/dataProvider';
import { settled } from '../providers/recordsApi';
import { useRecords, useWorkspace } from '../providers/workspaceContext';

/** The system object whose records are people's own views. */
const savedObject = 'SavedView';

/** How a list looks: what narrows it, its columns and its order. */
export interface ListLook {
  readonly filter: ListFilter;
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' };
}

/** A view that the reader has saved. */
export interface SavedView extends ListLook {
  readonly id: string;
  readonly name: string;
}

/** The reader's own views of an object, by name. */
export function useSavedViews(object: WorkspaceObject): readonly SavedView[] {
  const workspace = useWorkspace();
  const records = useRecords();
  const me = workspace.description.user.id;
  const { data } = useQuery({
    queryKey: [savedObject, 'of', object.name, me],
    queryFn: ({ signal }) => records.list({
      object: savedObject, columns: ['name', 'list'], filter: { object: { eq: object.name }, owner: { id: { eq: me } } }, sort: [{ field: 'name' }], page: 1, perPage: 100, signal,
    }),
    enabled: workspace.get(savedObject) !== undefined,
    staleTime: 60_000,
  });
  return (data?.records ?? []).map((record) => ({ id: record.id, name: String(record.name), ...readLook(record.list) }));
}

export function useMaySaveViews(): boolean {
  return useWorkspace().get(savedObject)?.canCreate === true;
}

type Change =
  | { readonly act: 'create'; readonly name: string; readonly look: ListLook }
  | { readonly act: 'update'; readonly id: string; readonly look: ListLook }
  | { readonly act: 'rename'; readonly id: string; readonly name: string }
  | { readonly act: 'remove'; readonly id: string };

/** Writes the reader's own views; answers the id of a new one. */
export function useChangeSavedView(object: WorkspaceObject) {
  const records = useRecords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change): Promise<string | undefined> => {
      switch (change.act) {
        case 'create': return (await records.create(savedObject, { name: change.name, object: object.name, list: toStored(change.look) })).id;
        case 'update': return (await records.update(savedObject, change.id, { list: toStored(change.look) }, undefined)).id;
        case 'rename': return (await records.update(savedObject, change.id, { name: change.name }, undefined)).id;
        case 'remove': settled(await records.remove(savedObject, [change.id])); return undefined;
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: [savedObject] }),
  });
}

function readLook(value: unknown): ListLook {
  const stored = isRecord(value) ? value : {};
  const sort = isRecord(stored.sort) ? stored.sort : {};
  return {
    filter: readListFilter(stored.filter),
    sort: { field: typeof sort.field === 'string' ? sort.field : 'id', order: sort.order === 'DESC' ? 'DESC' : 'ASC' },
  };
}

function toStored({ filter, sort }: ListLook): unknown {
  return { filter: withoutSaved(filter), sort: { field: sort.field, order: sort.order } };
}

/** A list's look without which saved view it was opened as. */
export function withoutSaved(filter: ListFilter): ListFilter {
  return { ...filter, saved: undefined };
}

export function sameLook(left: ListLook, right: ListLook): boolean {
  return JSON.stringify([ordered(left.filter), left.sort.field, left.sort.order]) === JSON.stringify([ordered(right.filter), right.sort.field, right.sort.order]);
}

function ordered(filter: ListFilter): readonly unknown[] {
  return [filter.view ?? null, filter.q ?? null, filter.where ?? null, filter.columns ?? null, filter.bin ?? null];
}

/** Address of a list that looks so. */
export function lookPath(object: string, { filter, sort }: ListLook): string {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return `/${object}?${new URLSearchParams({ filter: JSON.stringify(given), sort: sort.field, order: sort.order, page: '1', perPage: '25' }).toString()}`;
}
