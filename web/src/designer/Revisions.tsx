import RestoreOutlined from '@mui/icons-material/RestoreOutlined';
import { Alert, Box, Button, Chip, Collapse, Paper, Skeleton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fetchHistory, fetchRevisions, type ApiChange, type RevisionEntry } from '../api/metadata';
import { formatDateTime } from '../model/formats';
import { useFormats, useRecords, useWorkspace } from '../providers/workspaceContext';
import { useErrorReport } from '../views/messages';
import { BackgroundWork } from './BackgroundWork';
import { PlanDialog } from './PlanDialog';
import { useStudio } from './StudioContext';
import { Diff } from './Versions';

/** Changes shown before one asks for all. */
const few = 4;

/** Everything that was applied, newest first, with its differences and the way back to it. */
export function Revisions() {
  const translate = useTranslate();
  const report = useErrorReport();
  const formats = useFormats();
  const locale = useLocale() ?? 'en';
  const { design } = useStudio();
  const [target, setTarget] = useState<number>();
  const [open, setOpen] = useState<number>();
  const { data, error, isPending } = useQuery({ queryKey: ['metadata', 'revisions', design.revision, locale], queryFn: ({ signal }) => fetchRevisions(locale, signal) });
  const nameOf = useAuthors(data ?? []);
  if (error !== null) return <Alert severity="error">{translate('studio.failed', { message: report(error) })}</Alert>;
  if (isPending) return <Skeleton variant="rounded" height={200} />;
  if (data.length === 0) return <Typography color="text.secondary">{translate('studio.noRevisions')}</Typography>;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <BackgroundWork />
      <Paper variant="outlined">
        <TableContainer>
          <Table size="small" aria-label={translate('studio.revisions')}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('studio.revision')}</TableCell>
                <TableCell sx={wide}>{translate('studio.when')}</TableCell>
                <TableCell sx={wide}>{translate('studio.who')}</TableCell>
                <TableCell sx={wide}>{translate('studio.why')}</TableCell>
                <TableCell>{translate('studio.what')}</TableCell>
                <TableCell />
              </TableRow>
            </TableHead>
            <TableBody>
              {data.map((entry) => (
                <Fragment key={entry.number}>
                  <TableRow sx={{ verticalAlign: 'top' }}>
                    <TableCell className="number">{entry.number}</TableCell>
                    <TableCell sx={{ ...wide, whiteSpace: 'nowrap' }}>{formatDateTime(entry.at, formats)}</TableCell>
                    <TableCell sx={wide}>{nameOf(entry.by)}</TableCell>
                    <TableCell sx={wide}>{entry.reason}</TableCell>
                    <TableCell sx={{ overflowWrap: 'anywhere' }}>
                      <Typography variant="body2" color="text.secondary" sx={{ display: { sm: 'none' } }}>{[formatDateTime(entry.at, formats), nameOf(entry.by), entry.reason].filter((part) => part !== undefined && part !== '').join(' · ')}</Typography>
                      {entry.changes.slice(0, open === entry.number ? undefined : few).map((change, i) => <Box key={i}>{change.text}</Box>)}
                      {open !== entry.number && entry.apiChanges.some((c) => c.isBreaking) && (
                        <Chip
                          size="small" color="warning" variant="outlined" sx={{ my: 0.5, display: 'flex', width: 'fit-content' }}
                          label={translate('apiChange.count', { smart_count: entry.apiChanges.filter((c) => c.isBreaking).length })}
                        />
                      )}
                      {entry.changes.length > 0 && (
                        <Button aria-expanded={open === entry.number} sx={{ ml: -1.5 }} onClick={() => setOpen(open === entry.number ? undefined : entry.number)}>
                          {translate(open === entry.number ? 'studio.lessDetail' : 'studio.detail', { smart_count: entry.changes.length })}
                        </Button>
                      )}
                    </TableCell>
                    <TableCell align="right">
                      {entry.number === design.revision
                        ? <Chip size="small" color="primary" label={translate('studio.current')} />
                        : <Button size="small" startIcon={<RestoreOutlined />} onClick={() => setTarget(entry.number)}>{translate('studio.rollback')}</Button>}
                    </TableCell>
                  </TableRow>
                  {open === entry.number && (
                    <TableRow>
                      <TableCell colSpan={6}><Collapse in appear><ApiChanges changes={entry.apiChanges} /><Differences entry={entry} /></Collapse></TableCell>
                    </TableRow>
                  )}
                </Fragment>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        {target !== undefined && (
          <PlanDialog
            title={translate('studio.planRollbackTitle', { revision: target })} request={{ rollbackTo: target }} onApplied={() => undefined}
            onClose={() => setTarget(undefined)}
          />
        )}
      </Paper>
    </Box>
  );
}

/** A column that a phone has no room for: there it stands above what was changed. */
const wide = { display: { xs: 'none', sm: 'table-cell' } } as const;

/** What a revision did to clients of the records API, the breaking first. */
function ApiChanges({ changes }: { readonly changes: readonly ApiChange[] }) {
  const translate = useTranslate();
  if (changes.length === 0) return null;
  return (
    <Box sx={{ pt: 1 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('apiChange.title')}</Typography>
      <Box component="ul" aria-label={translate('apiChange.title')} sx={{ m: 0, pl: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {[...changes].sort((a, b) => Number(b.isBreaking) - Number(a.isBreaking)).map((change, i) => (
          <Box component="li" key={i} sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
            <Chip size="small" variant="outlined" color={change.isBreaking ? 'error' : 'default'} label={translate(change.isBreaking ? 'apiChange.breaking' : 'apiChange.dangerous')} />
            <Typography variant="body2"><code>{change.coordinate}</code> {change.message}</Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** The documents that a revision touched, each as it was and as it became. */
function Differences({ entry }: { readonly entry: RevisionEntry }) {
  const translate = useTranslate();
  const report = useErrorReport();
  const documents = [...new Map(entry.changes.map(({ document }) => [`${document.kind}:${document.name}`, document])).values()].filter((d) => d.name !== '').slice(0, 20);
  const { data, error, isPending } = useQuery({
    queryKey: ['metadata', 'differences', entry.number],
    queryFn: ({ signal }) => Promise.all(documents.map(async (document) => {
      const versions = await fetchHistory(document.kind, document.name, signal);
      return {
        document,
        before: versions.find((v) => v.from < entry.number && (v.to === undefined || v.to >= entry.number))?.body,
        after: versions.find((v) => v.from === entry.number)?.body,
      };
    })),
    staleTime: Infinity,
  });
  if (error !== null) return <Alert severity="error">{report(error)}</Alert>;
  if (isPending) return <Skeleton height={80} />;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, py: 1 }}>
      {data.map(({ document, before, after }) => (
        <Box key={`${document.kind}:${document.name}`}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate(`kind.${document.kind}`, { _: document.kind })} {document.name}</Typography>
          <Diff before={before} after={after} />
        </Box>
      ))}
    </Box>
  );
}

/** Authors by name: revisions keep their ids. */
function useAuthors(entries: readonly RevisionEntry[]): (id: string | undefined) => string {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const records = useRecords();
  const users = workspace.get('User');
  const ids = [...new Set(entries.map((e) => e.by).filter((by) => by !== undefined))].sort();
  const { data } = useQuery({
    queryKey: ['User', 'names', ids],
    queryFn: async ({ signal }) => {
      const page = await records.list({ object: 'User', columns: [users?.nameField ?? 'id'], filter: { id: { in: ids } }, sort: [], page: 1, perPage: 200, signal });
      return new Map(page.records.map((r) => [r.id, String(r[users?.nameField ?? 'id'] ?? '')]));
    },
    enabled: users !== undefined && ids.length > 0,
  });
  return (id) => (id === undefined ? translate('studio.system') : data?.get(id) ?? id);
}
