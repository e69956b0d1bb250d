import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { WorkspaceExpression, WorkspaceObject } from '../api/workspace.generated';
import { below, readReach, selectReach, type Reach } from '../model/reach';
import { isRef } from '../model/records';
import { useRecords, useWorkspace } from '../providers/workspaceContext';

type Values = Readonly<Record<string, unknown>>;

/** What was read of the records around the one in the form. */
export interface Related {
  readonly related: (field: string, id: string) => Values | undefined;
  readonly list: (name: string) => readonly unknown[] | undefined;
  readonly user: Values;
}

/** Every expression that the form of an object evaluates. */
export function expressionsOf(object: WorkspaceObject): readonly WorkspaceExpression[] {
  const ofFields = object.fields.flatMap((f) => [f.formula, f.defaultFormula, f.requiredWhen, f.readOnlyWhen, f.visibleWhen]);
  return [...ofFields, ...object.rules.map((r) => r.invalidWhen)].filter((e) => e !== undefined);
}

/** Reads what expressions need of the records that the form's references point to, again when a reference changes, and of the record's lists. */
export function useRelated(object: WorkspaceObject, values: Values, stored: Values | undefined): Related {
  const workspace = useWorkspace();
  const records = useRecords();
  const { references, lists, ofUser } = useMemo(() => needs(object), [object]);
  const wanted = Object.entries(references).flatMap(([name, reach]) => {
    const target = workspace.get(workspace.field(object.name, name)?.targets?.[0] ?? '');
    if (target === undefined) return [];
    const ids = new Set([values[name], stored?.[name]].filter(isRef).map((ref) => ref.id));
    return [...ids].map((id) => ({ name, id, target, selection: selectReach(workspace, target, reach) }));
  });
  const found = useQueries({
    queries: wanted.map(({ id, target, selection }) => ({
      queryKey: [target.name, 'reach', id, selection], staleTime: 30_000, retry: 1,
      queryFn: async ({ signal }: { signal: AbortSignal }) => readReach(await records.reach(target.name, id, selection, signal)) as Values | null,
    })),
  });
  const id = typeof stored?.id === 'string' ? stored.id : undefined;
  const listed = useQuery({
    queryKey: [object.name, 'reach', id, lists], enabled: id !== undefined && Object.keys(lists).length > 0, staleTime: 30_000,
    queryFn: async ({ signal }) => readReach(await records.reach(object.name, id ?? '', selectReach(workspace, object, lists), signal)) as Values | null,
  });
  const me = workspace.description.user;
  const people = workspace.get('User');
  const own = useQuery({
    queryKey: ['User', 'reach', me.id, ofUser], enabled: people !== undefined && Object.keys(ofUser).some((name) => !(name in me)), staleTime: 60_000,
    queryFn: async ({ signal }) => (people === undefined ? null : readReach(await records.reach('User', me.id, selectReach(workspace, people, ofUser), signal)) as Values | null),
  });
  // Queries give the same objects while nothing was read anew.
  const data = found.map((q) => q.data);
  return {
    related: (name, related) => data[wanted.findIndex((w) => w.name === name && w.id === related)] ?? undefined,
    list: (name) => {
      const list = listed.data?.[name];
      return Array.isArray(list) ? list as readonly unknown[] : undefined;
    },
    user: { id: me.id, name: me.name, email: me.email, ...own.data },
  };
}

/** What the object's expressions read behind its references, of its lists, and of the user. */
function needs(object: WorkspaceObject): { readonly references: Reach; readonly lists: Reach; readonly ofUser: Reach } {
  const paths = expressionsOf(object).flatMap((e) => e.paths);
  const record: Reach = below(paths, 'old', 'record');
  const isList = (name: string): boolean => object.relations.some((r) => r.name === name);
  const entries = Object.entries(record).filter(([name, reach]) => isList(name) || Object.keys(reach).length > 0);
  const references = entries.filter(([name]) => !isList(name) && object.fields.some((f) => f.name === name && f.type !== 'manyToMany'));
  return { references: Object.fromEntries(references), lists: Object.fromEntries(entries.filter(([name]) => isList(name))), ofUser: below(paths, 'user') };
}
