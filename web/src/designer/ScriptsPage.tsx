import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import { Alert, Box, Button, Chip, Paper, Skeleton, Switch, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { discardRuns, fetchScriptState, repeatRuns, setScriptRight, type FailedRun, type ScriptRight } from '../api/scripts';
import { formatDateTime } from '../model/formats';
import { useFormats } from '../providers/workspaceContext';
import { useErrorReport } from '../views/messages';
import { useStudio } from './StudioContext';

/** What administrators decide about scripts: what they may do, and what becomes of runs that failed. */
export function ScriptsPage() {
  const translate = useTranslate();
  const report = useErrorReport();
  const { design } = useStudio();
  const { data, error, isPending } = useQuery({ queryKey: ['metadata', 'scripts', design.revision], queryFn: ({ signal }) => fetchScriptState(signal), refetchInterval: 10_000 });
  if (error !== null) return <Alert severity="error">{translate('studio.failed', { message: report(error) })}</Alert>;
  if (isPending) return <Skeleton variant="rounded" height={200} />;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Rights rights={data.rights} />
      <Runs runs={data.runs} />
    </Box>
  );
}

/** Carries something out, then shows how things are. */
function useAct(): (act: () => Promise<void>) => void {
  const queries = useQueryClient();
  const notify = useNotify();
  const report = useErrorReport();
  const { mutate } = useMutation({
    mutationFn: (act: () => Promise<void>) => act(),
    onError: (error) => notify(report(error), { type: 'error' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['metadata', 'scripts'] }),
  });
  return mutate;
}

function Section({ title, help, children }: { readonly title: string; readonly help: string; readonly children: ReactNode }) {
  return (
    <Paper variant="outlined" component="section" aria-label={title} sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
      <Typography variant="body2" color="text.secondary">{help}</Typography>
      {children}
    </Paper>
  );
}

function Rights({ rights }: { readonly rights: readonly ScriptRight[] }) {
  const translate = useTranslate();
  const act = useAct();
  const named = ({ right }: ScriptRight) => (right === 'system' ? translate('script.asSystem') : translate('script.callsHost', { host: right.replace(/^host /, '') }));
  return (
    <Section title={translate('script.rights')} help={translate('script.rightsHelp')}>
      {rights.length === 0 && <Typography color="text.secondary">{translate('script.noRights')}</Typography>}
      {rights.map((entry) => (
        <Box key={`${entry.kind} ${entry.name} ${entry.right}`} sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          <Typography sx={{ minWidth: 200 }}>{entry.name}</Typography>
          <Typography sx={{ flex: 1 }}>{named(entry)}</Typography>
          {!entry.granted && <Chip size="small" color="warning" label={translate('script.notGranted')} />}
          <Switch
            checked={entry.granted} onChange={(event) => act(() => setScriptRight(entry, event.target.checked))}
            slotProps={{ input: { 'aria-label': translate('script.agree', { name: entry.name, right: named(entry) }) } }}
          />
        </Box>
      ))}
    </Section>
  );
}

function Runs({ runs }: { readonly runs: readonly FailedRun[] }) {
  const translate = useTranslate();
  const formats = useFormats();
  const act = useAct();
  const aside = runs.filter((r) => r.isSetAside).map((r) => r.id);
  return (
    <Section title={translate('script.runs')} help={translate('script.runsHelp')}>
      {runs.length === 0 && <Typography color="text.secondary">{translate('script.noRuns')}</Typography>}
      {runs.length > 0 && (
        <TableContainer>
          <Table size="small" aria-label={translate('script.runs')}>
            <TableHead>
              <TableRow>
                {['hook', 'event', 'records', 'when', 'attempts', 'error'].map((column) => <TableCell key={column}>{translate(`script.column.${column}`)}</TableCell>)}
                <TableCell />
              </TableRow>
            </TableHead>
            <TableBody>
              {runs.map((run) => (
                <TableRow key={run.id} sx={{ verticalAlign: 'top' }}>
                  <TableCell>{run.hook}</TableCell>
                  <TableCell>{`${run.object} · ${translate(`hook.${run.event}`, { _: run.event })}`}</TableCell>
                  <TableCell className="number">{run.records}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatDateTime(run.writtenAt, formats)}</TableCell>
                  <TableCell className="number">{run.attempts}</TableCell>
                  <TableCell sx={{ overflowWrap: 'anywhere' }}>{run.error}</TableCell>
                  <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                    <Button startIcon={<ReplayOutlined />} onClick={() => act(() => repeatRuns([run.id]))}>{translate('script.repeat')}</Button>
                    {run.isSetAside && <Button color="inherit" onClick={() => act(() => discardRuns([run.id]))}>{translate('script.discard')}</Button>}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {aside.length > 1 && <Box><Button variant="outlined" startIcon={<ReplayOutlined />} onClick={() => act(() => repeatRuns(aside))}>{translate('script.repeatAll', { smart_count: aside.length })}</Button></Box>}
    </Section>
  );
}
