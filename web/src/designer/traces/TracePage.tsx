import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import { Alert, Box, Button, Chip, Paper, Skeleton, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router';
import { fetchTrace, replayRun, type Replay, type Run, type TracedRecord } from '../../api/traces';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';
import { useErrorReport } from '../../views/messages';
import { useStudio } from '../StudioContext';
import { barsOf } from './bars';
import { outcomeColours } from './TraceList';
import { Waterfall } from './Waterfall';

/** One traced transaction: what took how long, what hooks did, which values changed. */
export function TracePage() {
  const translate = useTranslate();
  const report = useErrorReport();
  const formats = useFormats();
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({ queryKey: ['trace', id], queryFn: async ({ signal }) => await fetchTrace(id, signal) ?? null });
  if (error !== null) return <Alert severity="error">{translate('studio.failed', { message: report(error) })}</Alert>;
  if (isPending) return <Skeleton variant="rounded" height={300} />;
  if (data === null) return <Alert severity="info">{translate('trace.gone')}</Alert>;
  const { trace, content } = data;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Typography variant="h6" component="h2">{formatDateTime(trace.at, formats)}</Typography>
        <Chip size="small" color={outcomeColours[trace.outcome]} label={translate(`trace.${trace.outcome}`)} />
        <Typography color="text.secondary">{[trace.object, translate('trace.ms', { ms: trace.milliseconds.toFixed(1) })].filter(Boolean).join(' · ')}</Typography>
      </Box>
      {trace.message !== undefined && <Alert severity={outcomeColours[trace.outcome]}>{trace.message}</Alert>}
      {content.isCut && <Alert severity="info">{translate('trace.cut')}</Alert>}
      <Part title={translate('trace.waterfall')}><Waterfall bars={barsOf(content)} total={trace.milliseconds} /></Part>
      {content.runs.map((run, index) => <RunPart key={index} trace={trace.id} run={run} index={index} />)}
      {content.records.length > 0 && <Part title={translate('trace.records')}><Records records={content.records} /></Part>}
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" variant="outlined" sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Typography component="h3" sx={{ fontWeight: 600 }}>{title}</Typography>
      {children}
    </Paper>
  );
}

function RunPart({ trace, run, index }: { readonly trace: string; readonly run: Run; readonly index: number }) {
  const translate = useTranslate();
  const report = useErrorReport();
  const { drafted, edits } = useStudio();
  const draft = drafted.find((d) => d.body?.kind === 'hook' && d.body.name === run.hook)?.body ?? undefined;
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => replayRun(trace, index, draft, edits.filter((edit) => edit.kind === 'remove' || edit.body.name !== run.hook)) });
  return (
    <Part title={translate('trace.run', { hook: run.hook, event: run.event })}>
      <Typography variant="body2" color="text.secondary">{translate('trace.took', { wall: run.duration.toFixed(2), cpu: run.cpu.toFixed(2) })}</Typography>
      {run.isHidden && <Alert severity="info">{translate('trace.hidden')}</Alert>}
      {run.failure !== undefined && (
        <Alert severity="error">
          <Box sx={{ fontWeight: 600 }}>{[run.failure.code, run.failure.message].filter(Boolean).join(': ')}</Box>
          {run.failure.place}
          {run.failure.stack !== undefined && <Code text={run.failure.stack} />}
        </Alert>
      )}
      {run.log.length > 0 && <Code label={translate('trace.log')} text={run.log.map((line) => `${line.level}  ${line.text}`).join('\n')} />}
      {run.calls.length > 0 && (
        <Code
          label={translate('trace.calls')}
          text={run.calls.map((call) => [
            call.name, call.target, translate('trace.ms', { ms: call.duration.toFixed(2) }), call.rows > 0 && translate('trace.rows', { smart_count: call.rows }),
            call.status !== undefined && `HTTP ${call.status}, ${call.bytes} B`, call.refusal,
          ].filter(Boolean).join('  ')).join('\n')}
        />
      )}
      <Code label={translate('trace.input')} text={shown(run.input)} />
      {run.result !== null && <Code label={translate('trace.result')} text={shown(run.result)} />}
      <Box>
        <Button variant="outlined" startIcon={<ReplayOutlined />} disabled={isPending || run.input === null || run.isHidden} onClick={() => mutate()}>{translate(edits.length > 0 ? 'trace.replayDraft' : 'trace.replay')}</Button>
      </Box>
      {error !== null && <Alert severity="error">{report(error)}</Alert>}
      {data !== undefined && <Difference replay={data} />}
    </Part>
  );
}

function Difference({ replay }: { readonly replay: Replay }) {
  const translate = useTranslate();
  if (replay.same) return <Alert severity="info">{translate('trace.same')}</Alert>;
  return (
    <Table size="small" aria-label={translate('trace.differences')}>
      <TableHead><TableRow><TableCell>{translate('trace.place')}</TableCell><TableCell>{translate('trace.recorded')}</TableCell><TableCell>{translate('trace.now')}</TableCell></TableRow></TableHead>
      <TableBody>
        {replay.differences.map((d) => (
          <TableRow key={d.path} sx={{ verticalAlign: 'top' }}>
            <TableCell><code>{d.path}</code></TableCell>
            <TableCell><Code text={shown(d.before)} /></TableCell>
            <TableCell><Code text={shown(d.after)} /></TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Records({ records }: { readonly records: readonly TracedRecord[] }) {
  const translate = useTranslate();
  return (
    <Table size="small" aria-label={translate('trace.records')}>
      <TableHead><TableRow>{(['record', 'field', 'old', 'new'] as const).map((name) => <TableCell key={name}>{translate(`trace.${name}`)}</TableCell>)}</TableRow></TableHead>
      <TableBody>
        {records.flatMap((record, r) => (record.fields.length === 0 ? [{ name: '', old: undefined, new: undefined }] : record.fields).map((field, f) => (
          <TableRow key={`${r} ${field.name}`} sx={{ verticalAlign: 'top' }}>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{f === 0 && `${record.object} · ${translate(`trace.kind.${record.kind}`, { _: record.kind })}`}</TableCell>
            <TableCell>{record.isHidden ? translate('trace.hiddenRecord') : field.name}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{field.name !== '' && shown(field.old)}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{field.name !== '' && shown(field.new)}</TableCell>
          </TableRow>
        )))}
      </TableBody>
    </Table>
  );
}

function Code({ text, label }: { readonly text: string; readonly label?: string }) {
  return (
    <Box>
      {label !== undefined && <Typography variant="caption" color="text.secondary">{label}</Typography>}
      <Box component="pre" tabIndex={0} aria-label={label} sx={{ m: 0, fontSize: 12, fontFamily: 'ui-monospace, monospace', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 260, overflow: 'auto' }}>{text}</Box>
    </Box>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
