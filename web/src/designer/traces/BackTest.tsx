import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import { Alert, Box, Button, Chip, LinearProgress, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { fetchBackTest, type BackTestDifference, type BackTestPart, type HookOutcome, type HookWrite } from '../../api/backTests';
import type { DocumentEdit } from '../../api/metadata';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';
import { useErrorReport } from '../../views/messages';

/** Saves that are tried at most. */
const most = 1_000;

const colours = { ACCEPTED: 'success', REFUSED: 'warning', FAILED: 'error' } as const;

interface Progress extends Omit<BackTestPart, 'next'> {
  readonly state: 'running' | 'done' | 'stopped';
}

/** What changed hooks would have made of the saves of the last month: part by part, until all are tried or somebody stops it. */
export function BackTest({ edits }: { readonly edits: readonly DocumentEdit[] }) {
  const translate = useTranslate();
  const report = useErrorReport();
  const [progress, setProgress] = useState<Progress>();
  const [failure, setFailure] = useState<unknown>();
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const stop = () => { running.current?.abort(); setProgress((p) => p && { ...p, state: 'stopped' }); };
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setFailure(undefined);
    let all: Progress = { hooks: [], leftOut: [], tried: 0, differing: 0, differences: [], state: 'running' };
    setProgress(all);
    let before: string | undefined;
    try {
      do {
        const part = await fetchBackTest(edits, before, controller.signal);
        before = all.tried + part.tried < most ? part.next : undefined;
        all = {
          hooks: part.hooks, leftOut: part.leftOut, tried: all.tried + part.tried, differing: all.differing + part.differing, differences: [...all.differences, ...part.differences],
          state: before === undefined ? 'done' : 'running',
        };
        setProgress(all);
      } while (before !== undefined);
    } catch (error) {
      if (controller.signal.aborted) return;
      setFailure(error);
      setProgress({ ...all, state: 'stopped' });
    }
  };
  return (
    <Box component="section" aria-label={translate('backTest.title')} sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Typography component="h3" sx={{ fontWeight: 600 }}>{translate('backTest.title')}</Typography>
      <Typography variant="body2" color="text.secondary">{translate('backTest.help')}</Typography>
      <Box>
        {progress?.state === 'running'
          ? <Button variant="outlined" onClick={stop}>{translate('backTest.stop')}</Button>
          : <Button variant="outlined" startIcon={<HistoryOutlined />} onClick={() => { void start(); }}>{translate('backTest.start')}</Button>}
      </Box>
      {failure !== undefined && <Alert severity="error">{report(failure)}</Alert>}
      {progress !== undefined && <Outcome progress={progress} />}
    </Box>
  );
}

function Outcome({ progress }: { readonly progress: Progress }) {
  const translate = useTranslate();
  const isEmpty = progress.state === 'done' && progress.hooks.length === 0;
  return (
    <>
      {progress.state === 'running' && <LinearProgress aria-label={translate('backTest.title')} />}
      {progress.leftOut.map((l) => <Alert key={l.hook} severity="info">{translate(`backTest.leftOut.${l.reason}`, { hook: l.hook, _: l.hook })}</Alert>)}
      <Typography role="status" sx={{ fontWeight: 550 }}>
        {isEmpty ? translate('backTest.none') : translate(progress.differing === 0 ? 'backTest.same' : 'backTest.differing', { tried: progress.tried, smart_count: progress.differing })}
      </Typography>
      {progress.differences.length > 0 && <Differences differences={progress.differences} />}
    </>
  );
}

function Differences({ differences }: { readonly differences: readonly BackTestDifference[] }) {
  const translate = useTranslate();
  const formats = useFormats();
  return (
    <Box sx={{ overflowX: 'auto', maxHeight: 420 }} tabIndex={0} role="region" aria-label={translate('backTest.differences')}>
      <Table size="small" stickyHeader aria-label={translate('backTest.differences')}>
        <TableHead><TableRow>{(['save', 'before', 'after'] as const).map((name) => <TableCell key={name}>{translate(`backTest.${name}`)}</TableCell>)}</TableRow></TableHead>
        <TableBody>
          {differences.map((d) => (
            <TableRow key={`${d.record} ${d.at} ${d.hook} ${d.event}`} sx={{ verticalAlign: 'top' }}>
              <TableCell>
                <Typography variant="body2" noWrap>{formatDateTime(d.at, formats)}</Typography>
                <Typography variant="caption" color="text.secondary">{`${d.object} · ${translate(`hook.${d.event}`, { _: d.event })} · ${d.hook}`}</Typography>
              </TableCell>
              <TableCell><Side outcome={d.before} fields={d.fields.map((f) => [f.name, f.before])} /></TableCell>
              <TableCell><Side outcome={d.after} fields={d.fields.map((f) => [f.name, f.after])} /></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function Side({ outcome, fields }: { readonly outcome: HookOutcome; readonly fields: readonly (readonly [string, unknown])[] }) {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start', overflowWrap: 'anywhere' }}>
      <Chip size="small" variant="outlined" color={colours[outcome.outcome]} label={translate(`backTest.${outcome.outcome}`)} />
      {outcome.message !== undefined && <Typography variant="body2" sx={{ whiteSpace: 'pre-line' }}>{outcome.message}</Typography>}
      {outcome.place !== undefined && <Typography variant="caption" color="text.secondary">{outcome.place}</Typography>}
      {fields.map(([name, value]) => <Typography key={name} variant="body2">{valueText(name, value)}</Typography>)}
      {outcome.writes.map((write) => <Write key={`${write.object} ${write.record}`} write={write} />)}
    </Box>
  );
}

/** A record that the hook writes besides. */
function Write({ write }: { readonly write: HookWrite }) {
  const translate = useTranslate();
  return (
    <Box>
      <Typography variant="caption" color="text.secondary">{`${translate(`backTest.${write.kind}`, { _: write.kind })} · ${write.object} · ${write.record}`}</Typography>
      {Object.entries(write.values).map(([name, value]) => <Typography key={name} variant="body2">{valueText(name, value)}</Typography>)}
    </Box>
  );
}

function valueText(name: string, value: unknown): string {
  return `${name}: ${typeof value === 'string' ? value : JSON.stringify(value ?? null)}`;
}
