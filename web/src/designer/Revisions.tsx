import RestoreOutlined from '@mui/icons-material/RestoreOutlined';
import { Alert, Box, Button, Chip, Paper, Skeleton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fetchRevisions } from '../api/metadata';
import { formatDateTime } from '../model/formats';
import { useFormats } from '../providers/workspaceContext';
import { useErrorText } from '../views/messages';
import { PlanDialog } from './PlanDialog';
import { useStudio } from './StudioContext';

/** Everything that was applied, newest first, each with the way back to it. */
export function Revisions() {
  const translate = useTranslate();
  const errorText = useErrorText();
  const formats = useFormats();
  const locale = useLocale() ?? 'en';
  const { design } = useStudio();
  const [target, setTarget] = useState<number>();
  const { data, error, isPending } = useQuery({ queryKey: ['metadata', 'revisions', design.revision, locale], queryFn: ({ signal }) => fetchRevisions(locale, signal) });
  if (error !== null) return <Alert severity="error">{translate('studio.failed', { message: errorText(error) })}</Alert>;
  if (isPending) return <Skeleton variant="rounded" height={200} />;
  if (data.length === 0) return <Typography color="text.secondary">{translate('studio.noRevisions')}</Typography>;
  return (
    <Paper variant="outlined">
      <TableContainer>
        <Table size="small" aria-label={translate('studio.revisions')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('studio.revision')}</TableCell>
              <TableCell>{translate('studio.when')}</TableCell>
              <TableCell>{translate('studio.who')}</TableCell>
              <TableCell>{translate('studio.why')}</TableCell>
              <TableCell>{translate('studio.what')}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {data.map((entry) => (
              <TableRow key={entry.number} sx={{ verticalAlign: 'top' }}>
                <TableCell className="number">{entry.number}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatDateTime(entry.at, formats)}</TableCell>
                <TableCell>{entry.by ?? '—'}</TableCell>
                <TableCell>{entry.reason}</TableCell>
                <TableCell>
                  {entry.changes.slice(0, 4).map((text, i) => <Box key={i}>{text}</Box>)}
                  {entry.changes.length > 4 && <Typography variant="caption" color="text.secondary">+ {entry.changes.length - 4}</Typography>}
                </TableCell>
                <TableCell align="right">
                  {entry.number === design.revision
                    ? <Chip size="small" color="primary" label={translate('studio.current')} />
                    : <Button size="small" startIcon={<RestoreOutlined />} onClick={() => setTarget(entry.number)}>{translate('studio.rollback')}</Button>}
                </TableCell>
              </TableRow>
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
  );
}
