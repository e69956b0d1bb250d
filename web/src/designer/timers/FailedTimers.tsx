import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import { Alert, Box, Button, Chip, Link, Paper, Skeleton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useNotify, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { fetchFailedTimers, retryTimers, type FailedTimer } from '../../api/timers';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';
import { useErrorReport, useNotifyError } from '../../views/messages';
import { showPath } from '../../views/paths';
import { textFor } from '../documents';
import { useStudio } from '../StudioContext';

const timersKey = ['metadata', 'failedTimers'];

// Often enough to see what comes of a try.
const refetchInterval = 5_000;

/** What time should have done and could not, with the reason; administrators have it tried again when they have mended that. */
export function FailedTimers() {
  const translate = useTranslate();
  const report = useErrorReport();
  const { data: timers = [], error, isPending } = useQuery({ queryKey: timersKey, queryFn: ({ signal }) => fetchFailedTimers(signal), refetchInterval });
  const retry = useRetry();
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Typography variant="body2" color="text.secondary">{translate('timer.help')}</Typography>
      {error !== null && <Alert severity="error">{translate('studio.failed', { message: report(error) })}</Alert>}
      {isPending && <Skeleton variant="rounded" height={200} />}
      {!isPending && error === null && timers.length === 0 && <Typography color="text.secondary">{translate('timer.none')}</Typography>}
      {timers.length > 0 && (
        <TableContainer component={Paper} variant="outlined">
          <Table size="small" aria-label={translate('studio.timers')}>
            <TableHead>
              <TableRow>
                {(['what', 'record', 'error', 'attempts', 'next'] as const).map((column) => <TableCell key={column}>{translate(`timer.${column}`)}</TableCell>)}
                <TableCell />
              </TableRow>
            </TableHead>
            <TableBody>{timers.map((timer) => <Row key={timer.id} timer={timer} busy={retry.isPending} onRetry={() => retry.mutate([timer.id])} />)}</TableBody>
          </Table>
        </TableContainer>
      )}
      {timers.length > 1 && <Box><Button variant="outlined" startIcon={<ReplayOutlined />} loading={retry.isPending} onClick={() => retry.mutate(undefined)}>{translate('timer.retryAll')}</Button></Box>}
    </Box>
  );
}

function useRetry() {
  const notify = useNotify();
  const onError = useNotifyError();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (timers: readonly string[] | undefined) => retryTimers(timers), onError,
    onSuccess: (count) => notify('timer.retried', { messageArgs: { smart_count: count } }),
    onSettled: () => queries.invalidateQueries({ queryKey: timersKey }),
  });
}

function Row({ timer, busy, onRetry }: { readonly timer: FailedTimer; readonly busy: boolean; readonly onRetry: () => void }) {
  const translate = useTranslate();
  const formats = useFormats();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const { object, record, retryAt } = timer;
  const label = textFor(drafted.find((d) => d.body?.kind === 'object' && d.body.name === object)?.body?.label, locale) || object;
  return (
    <TableRow sx={{ verticalAlign: 'top' }}>
      <TableCell>{translate(`timer.topic.${timer.topic.replace('.', '_')}`, { _: timer.topic })}</TableCell>
      <TableCell>
        {object !== undefined && record !== undefined
          ? <Link component={RouterLink} to={showPath(object, record)} underline="hover">{label}</Link>
          : <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>{timer.key}</Typography>}
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 200 }}>{timer.error}</TableCell>
      <TableCell className="number">{timer.attempts}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {retryAt === undefined ? <Chip size="small" color="error" label={translate('timer.givenUp')} /> : formatDateTime(retryAt, formats)}
      </TableCell>
      <TableCell align="right"><Button startIcon={<ReplayOutlined />} disabled={busy} onClick={onRetry} sx={{ whiteSpace: 'nowrap' }}>{translate('timer.retry')}</Button></TableCell>
    </TableRow>
  );
}
