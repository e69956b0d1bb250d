import { Alert, Box, Button, Chip, Link, MenuItem, Paper, Skeleton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { fetchTraces, fetchTracing, type TraceFilter, type TraceOutcome } from '../../api/traces';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';
import { useErrorReport } from '../../views/messages';
import { textFor } from '../documents';
import { useStudio } from '../StudioContext';

const page = 50;
const outcomes = ['FAILED', 'REFUSED', 'DONE'] as const;

export const outcomeColours: Readonly<Record<TraceOutcome, 'error' | 'warning' | 'success'>> = { FAILED: 'error', REFUSED: 'warning', DONE: 'success' };

/** Transactions that were traced, newest first. */
export function TraceList() {
  const translate = useTranslate();
  const report = useErrorReport();
  const formats = useFormats();
  const [filter, setFilter] = useState<TraceFilter>({});
  const { data, error, isPending, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['traces', filter], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => fetchTraces(filter, pageParam, signal), getNextPageParam: (last) => (last.length === page ? last.at(-1)?.id : undefined),
  });
  const { data: tracing } = useQuery({ queryKey: ['tracing'], queryFn: ({ signal }) => fetchTracing(signal) });
  const traces = data?.pages.flat() ?? [];
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Typography variant="body2" color="text.secondary">{tracing === undefined ? '' : translate(tracing.days === 0 ? 'trace.off' : 'trace.help', { ...tracing })}</Typography>
      {tracing !== undefined && tracing.lost > 0 && <Alert severity="warning">{translate('trace.lost', { smart_count: tracing.lost })}</Alert>}
      <Filters filter={filter} onChange={setFilter} />
      {error !== null && <Alert severity="error">{translate('studio.failed', { message: report(error) })}</Alert>}
      {isPending && <Skeleton variant="rounded" height={200} />}
      {!isPending && traces.length === 0 && error === null && <Typography color="text.secondary">{translate('trace.none')}</Typography>}
      {traces.length > 0 && (
        <TableContainer component={Paper} variant="outlined">
          <Table size="small" aria-label={translate('studio.traces')}>
            <TableHead>
              <TableRow>
                {(['when', 'outcome', 'object', 'hooks', 'message'] as const).map((name) => <TableCell key={name}>{translate(`trace.${name}`)}</TableCell>)}
                <TableCell align="right">{translate('trace.duration')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {traces.map((trace) => (
                <TableRow key={trace.id} hover sx={{ verticalAlign: 'top' }}>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}><Link component={RouterLink} to={`/studio/traces/${trace.id}`} underline="hover">{formatDateTime(trace.at, formats)}</Link></TableCell>
                  <TableCell><Chip size="small" color={outcomeColours[trace.outcome]} label={translate(`trace.${trace.outcome}`)} /></TableCell>
                  <TableCell>{trace.object}</TableCell>
                  <TableCell>{trace.hooks.join(', ')}</TableCell>
                  <TableCell>{trace.message}</TableCell>
                  <TableCell align="right" className="number" sx={{ whiteSpace: 'nowrap' }}>{translate('trace.ms', { ms: trace.milliseconds.toFixed(1) })}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {hasNextPage && <Button sx={{ justifySelf: 'start' }} onClick={() => { void fetchNextPage(); }}>{translate('trace.more')}</Button>}
    </Box>
  );
}

function Filters({ filter, onChange }: { readonly filter: TraceFilter; readonly onChange: (filter: TraceFilter) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const named = (kind: string) => drafted.flatMap((d) => (d.body?.kind === kind ? [{ name: String(d.body.name), label: textFor(d.body.label, locale) }] : []));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: 'repeat(4, minmax(0, 1fr))' } }}>
      {(['hook', 'object'] as const).map((kind) => (
        <TextField key={kind} select label={translate(`trace.${kind}`)} value={filter[kind] ?? ''} onChange={(event) => onChange({ ...filter, [kind]: event.target.value || undefined })}>
          <MenuItem value="">{translate('trace.any')}</MenuItem>
          {named(kind).map((d) => <MenuItem key={d.name} value={d.name}>{d.label || d.name}</MenuItem>)}
        </TextField>
      ))}
      <TextField
        select label={translate('trace.outcome')} value={filter.outcome ?? ''}
        onChange={(event) => onChange({ ...filter, outcome: outcomes.find((o) => o === event.target.value) })}
      >
        <MenuItem value="">{translate('trace.any')}</MenuItem>
        {outcomes.map((outcome) => <MenuItem key={outcome} value={outcome}>{translate(`trace.${outcome}`)}</MenuItem>)}
      </TextField>
      <TextField
        type="number" label={translate('trace.longerThan')} value={filter.longerThan ?? ''}
        onChange={(event) => onChange({ ...filter, longerThan: Number(event.target.value) > 0 ? Number(event.target.value) : undefined })}
      />
    </Box>
  );
}
