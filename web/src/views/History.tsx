import { Box, Button, Paper, Skeleton, Typography } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { isReference } from '../model/fieldTypes';
import { formatDateTime } from '../model/formats';
import { isRef, type AppRecord, type RecordRef } from '../model/records';
import { FieldValue } from '../fields/FieldValue';
import { refOf } from '../providers/recordsApi';
import { useFormats, useRecords, useWorkspace } from '../providers/workspaceContext';

/** The system object whose records are the changes of other records. */
const historyObject = 'HistoryEntry';
const perPage = 50;

export function useHasHistory(object: WorkspaceObject): boolean {
  const workspace = useWorkspace();
  return object.trackHistory === true && workspace.get(historyObject) !== undefined;
}

/** What was changed on a record, by whom and when, newest first. */
export function History({ object, id }: { readonly object: WorkspaceObject; readonly id: string }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const records = useRecords();
  const entries = workspace.object(historyObject);
  const { data, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [object.name, 'history', id],
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) => records.list({
      object: historyObject,
      columns: entries.fields.map((f) => f.name),
      filter: { object: { eq: object.name }, record: { eq: id } },
      sort: [{ field: 'at', descending: true }],
      page: pageParam,
      perPage,
      signal,
    }),
    getNextPageParam: (last, _, page) => (last.hasNextPage ? page + 1 : undefined),
  });
  if (isPending) return <Skeleton variant="rounded" height={160} />;
  const all = data?.pages.flatMap((p) => p.records) ?? [];
  if (all.length === 0) return <Typography color="text.secondary">{translate('record.noHistory')}</Typography>;
  return (
    <Paper variant="outlined" sx={{ px: 2, py: 1 }}>
      {savesOf(all).map((save) => <SaveEntry key={save.key} object={object} save={save} />)}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{translate('ra.navigation.next')}</Button>}
    </Paper>
  );
}

/** The changes that one save made. */
interface Save {
  readonly key: string;
  readonly kind: string;
  readonly at: string;
  readonly by: RecordRef | undefined;
  readonly changes: readonly AppRecord[];
}

/** Entries are one per field; those of one moment, person and kind were saved together. */
function savesOf(entries: readonly AppRecord[]): readonly Save[] {
  const saves = new Map<string, Save & { readonly changes: AppRecord[] }>();
  for (const entry of entries) {
    const by = isRef(entry.by) ? entry.by : undefined;
    const key = [entry.at, by?.id, entry.kind].join(' ');
    const save = saves.get(key) ?? { key, kind: String(entry.kind), at: String(entry.at), by, changes: [] };
    if (typeof entry.field === 'string' && entry.field !== '') save.changes.push(entry);
    saves.set(key, save);
  }
  return [...saves.values()];
}

const acts: Readonly<Record<string, string>> = {
  create: 'record.historyCreated', delete: 'record.historyDeleted', restore: 'record.historyRestored', merge: 'record.historyMerged',
  convert: 'record.historyConverted',
};

function SaveEntry({ object, save }: { readonly object: WorkspaceObject; readonly save: Save }) {
  const translate = useTranslate();
  const formats = useFormats();
  const workspace = useWorkspace();
  const act = acts[save.kind];
  return (
    <Box sx={{ 'py': 1.25, 'borderBottom': 1, 'borderColor': 'divider', '&:last-of-type': { borderBottom: 0 } }}>
      <Typography variant="body2" color="text.secondary">
        <Box component="span" sx={{ color: 'text.primary', fontWeight: 600 }}>{save.by?._label ?? translate('record.someone')}</Box>
        {' '}{act !== undefined && translate(act)}
        {' · '}{formatDateTime(save.at, formats)}
      </Typography>
      {save.changes.map((change) => {
        const field = workspace.field(object.name, String(change.field));
        return field !== undefined && (
          <Box key={change.id} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '180px 1fr' }, columnGap: 1, mt: 0.5, fontSize: 14 }}>
            <Box component="span" sx={{ color: 'text.secondary' }}>{field.label}</Box>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
              {save.kind !== 'create' && <><Past field={field} value={change.oldValue} /><span>→</span></>}
              <Past field={field} value={change.newValue} />
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}

/** A value as it was; references were kept as ids, and are named as their records are called now. */
function Past({ field, value }: { readonly field: WorkspaceField; readonly value: unknown }) {
  const workspace = useWorkspace();
  const records = useRecords();
  const target = workspace.get(field.targets?.[0] ?? '');
  const id = target !== undefined && (isReference(field)) && typeof value === 'string' ? value : undefined;
  const { data } = useQuery({
    queryKey: [target?.name ?? '', 'name', id],
    queryFn: async ({ signal }) => {
      const page = await records.list({
        object: target?.name ?? '', columns: [target?.nameField ?? 'id'], filter: { id: { eq: id } }, sort: [], page: 1, perPage: 1, signal,
      });
      const found = page.records[0];
      return found === undefined || target === undefined ? null : refOf(target, found);
    },
    enabled: id !== undefined,
    staleTime: 60_000,
  });
  if (id !== undefined) return <FieldValue field={field} value={data} place="page" />;
  return <FieldValue field={field} value={value} place="page" />;
}
