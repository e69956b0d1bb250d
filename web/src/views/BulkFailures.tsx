import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import type { ApiError } from '../api/problems';
import type { WorkspaceObject } from '../api/workspace.generated';
import { recordLabel, type AppRecord } from '../model/records';
import type { BulkResult } from '../providers/recordsApi';
import { useWorkspace } from '../providers/workspaceContext';
import { useErrorText } from './messages';
import { showPath } from './paths';

/** Which records of a bulk write were refused, and why; the others were written. */
export function BulkFailures({ object, result, records, onClose }: {
  readonly object: WorkspaceObject;
  readonly result: BulkResult;
  readonly records: readonly AppRecord[];
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const reason = (error: ApiError): string => {
    if (error.problems.length === 0) return errorText(error);
    return error.problems.map((p) => {
      const label = p.field === undefined ? undefined : workspace.field(object.name, p.field)?.label;
      return label === undefined ? p.message : `${label}: ${p.message}`;
    }).join(' ');
  };
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby="bulk-failures">
      <DialogTitle id="bulk-failures">{translate('bulk.failedTitle', { smart_count: result.failures.length })}</DialogTitle>
      <DialogContent dividers>
        <Alert severity={result.done.length > 0 ? 'warning' : 'error'} sx={{ mb: 2 }}>
          {translate('bulk.outcome', { done: result.done.length, failed: result.failures.length })}
        </Alert>
        <Table size="small">
          <TableHead><TableRow><TableCell>{object.label}</TableCell><TableCell>{translate('bulk.reason')}</TableCell></TableRow></TableHead>
          <TableBody>
            {result.failures.map(({ id, error }) => (
              <TableRow key={id}>
                <TableCell><Link component={RouterLink} to={showPath(object.name, id)}>{recordLabel(object, records.find((r) => r.id === id))}</Link></TableCell>
                <TableCell>{reason(error)} <Box component="code" sx={{ color: 'text.secondary', fontSize: 12 }}>{error.code}</Box></TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions><Button variant="contained" onClick={onClose}>{translate('ra.action.close')}</Button></DialogActions>
    </Dialog>
  );
}
