import {
  Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, Link, Radio, Table, TableBody, TableCell, TableContainer, TableHead, TableRow,
  Typography, useMediaQuery, type Theme,
} from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import type { WorkspaceObject } from '../api/workspace.generated';
import { differingFields, startingChoice, taken } from '../model/merging';
import { recordLabel, type AppRecord } from '../model/records';
import { FieldValue } from '../fields/FieldValue';
import type { Merged } from '../providers/recordsApi';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { useErrorReport } from './messages';
import { showPath } from './paths';

/** Most records that are laid side by side. */
export const mostMerged = 5;

/** Lays records side by side: which one stays, and whose value it takes in each field in which they differ. */
export function MergeDialog({ object, ids: chosen, onClose }: {
  readonly object: WorkspaceObject;
  readonly ids: readonly string[];
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const records = useRecords();
  const errorText = useErrorReport();
  // What is merged leaves the list, and with it the choice; the dialog goes on with what it began with.
  const [ids] = useState(chosen);
  const full = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const { data, error } = useQuery({
    queryKey: [object.name, 'merge', ids],
    queryFn: async ({ signal }) => (await Promise.all(ids.map((id) => records.one(object.name, id, signal)))).filter((r) => r !== undefined),
    gcTime: 0,
  });
  return (
    <Dialog open fullWidth maxWidth="lg" fullScreen={full} onClose={onClose} aria-labelledby="merge">
      <DialogTitle id="merge">{translate('duplicates.mergeTitle', { smart_count: ids.length, name: object.pluralLabel })}</DialogTitle>
      {error !== null && <DialogContent><Alert severity="error">{errorText(error)}</Alert></DialogContent>}
      {data === undefined && error === null && <DialogContent><LinearProgress /></DialogContent>}
      {data !== undefined && <Comparison object={object} records={data} onClose={onClose} />}
    </Dialog>
  );
}

function Comparison({ object, records: compared, onClose }: {
  readonly object: WorkspaceObject;
  readonly records: readonly AppRecord[];
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const records = useRecords();
  const client = useQueryClient();
  const errorText = useErrorReport();
  const fields = differingFields(object, compared);
  const [keep, setKeep] = useState(compared[0]?.id ?? '');
  const [choice, setChoice] = useState(startingChoice(fields, compared, keep));
  const others = compared.filter((r) => r.id !== keep).map((r) => r.id);
  const { data: tried, error: refusal } = useQuery({
    queryKey: [object.name, 'merge', 'try', keep, others],
    queryFn: () => records.merge(object.name, keep, others, {}, true),
    enabled: others.length > 0,
    retry: false,
    gcTime: 0,
  });
  const { mutate, data: merged, error, isPending } = useMutation({
    mutationFn: () => records.merge(object.name, keep, others, taken(fields, compared, keep, choice), false),
    onSuccess: () => client.invalidateQueries({ predicate: (query) => query.queryKey[1] !== 'merge' }),
  });
  if (merged !== undefined) return <Done object={object} keep={keep} merged={merged} onClose={onClose} />;
  const failure = error ?? refusal;
  return (
    <>
      <DialogContent dividers sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        <Typography>{translate('duplicates.mergeText')}</Typography>
        {failure !== null && <Alert severity="error">{errorText(failure)}</Alert>}
        <TableContainer>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{translate('duplicates.keep')}</TableCell>
                {compared.map((record) => (
                  <TableCell key={record.id}>
                    <Box component="label" sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
                      <Radio
                        size="small" name="keep" checked={record.id === keep}
                        slotProps={{ input: { 'aria-label': `${translate('duplicates.keep')}: ${recordLabel(object, record)}` } }}
                        onChange={() => { setKeep(record.id); setChoice(startingChoice(fields, compared, record.id)); }}
                      />
                      <strong>{recordLabel(object, record)}</strong>
                    </Box>
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {fields.map((field) => (
                <TableRow key={field.name}>
                  <TableCell component="th" scope="row">{field.label}</TableCell>
                  {compared.map((record) => (
                    <TableCell key={record.id}>
                      <Box component="label" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}>
                        <Radio
                          size="small" name={field.name} checked={choice[field.name] === record.id} onChange={() => setChoice({ ...choice, [field.name]: record.id })}
                          slotProps={{ input: { 'aria-label': `${field.label}: ${recordLabel(object, record)}` } }}
                        />
                        <FieldValue field={field} value={record[field.name]} record={record} place="cell" />
                      </Box>
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        <Typography variant="body2" color="text.secondary">{translate('duplicates.same')} {tried !== undefined && <Moved merged={tried} />}</Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={isPending}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" color="warning" loading={isPending} disabled={refusal !== null || others.length === 0} onClick={() => mutate()}>{translate('duplicates.merge')}</Button>
      </DialogActions>
    </>
  );
}

function Moved({ merged }: { readonly merged: Merged }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const list = merged.moved.map((m) => `${workspace.get(m.object)?.pluralLabel ?? m.object} (${m.count})`).join(', ');
  return list === '' ? null : <span>{translate('duplicates.moves', { list })}</span>;
}

function Done({ object, keep, merged, onClose }: {
  readonly object: WorkspaceObject;
  readonly keep: string;
  readonly merged: Merged;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const records = useRecords();
  const client = useQueryClient();
  const errorText = useErrorReport();
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => records.unmerge(object.name, merged.merge ?? ''),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <>
      <DialogContent dividers sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        <Alert severity={isSuccess ? 'info' : 'success'} role="status">
          {isSuccess ? translate('duplicates.undone') : <>{translate('duplicates.merged')} <Moved merged={merged} /></>}
        </Alert>
        {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
        {!isSuccess && <Link component={RouterLink} to={showPath(object.name, keep)}>{merged.label}</Link>}
      </DialogContent>
      <DialogActions>
        {!isSuccess && <Button color="warning" loading={isPending} onClick={() => mutate()}>{translate('duplicates.undo')}</Button>}
        <Button variant="contained" disabled={isPending} onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </>
  );
}
