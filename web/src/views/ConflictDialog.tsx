import {
  Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, LinearProgress, Radio, RadioGroup, Table, TableBody,
  TableCell, TableHead, TableRow, Typography, useMediaQuery, type Theme,
} from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiError } from '../api/problems';
import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { formatDateTime } from '../model/formats';
import { changedInput, isRef, sameValue, writableFields, type AppRecord } from '../model/records';
import { FieldValue } from '../fields/FieldValue';
import { versionOf } from '../providers/dataProvider';
import { useFormats, useRecords } from '../providers/workspaceContext';

type Values = Record<string, unknown>;

/** The record was saved by someone else while it was being edited: shows both versions and saves what is chosen. */
export function ConflictDialog({ object, base, mine, onCancel, onDiscard, onSaved, onFailed }: {
  readonly object: WorkspaceObject;
  /** The record as the form was opened with it. */
  readonly base: AppRecord;
  readonly mine: Values;
  readonly onCancel: () => void;
  readonly onDiscard: () => void;
  readonly onSaved: (record: AppRecord) => void;
  readonly onFailed: (error: unknown) => void;
}) {
  const translate = useTranslate();
  const records = useRecords();
  const full = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [kept, setKept] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const { data: theirs, isPending, refetch } = useQuery({
    queryKey: [object.name, 'conflict', base.id, base.version],
    queryFn: async ({ signal }) => (await records.one(object.name, base.id, signal)) ?? null,
    gcTime: 0,
    staleTime: 0,
  });
  const fields = writableFields(object, false);
  const changedByMe = fields.filter((f) => f.name in mine && !sameValue(f, base[f.name], mine[f.name]));
  const disputed = theirs == null ? [] : changedByMe.filter((f) => !sameValue(f, mine[f.name], theirs[f.name]));
  const onlyTheirs = theirs == null ? [] : fields.filter((f) => !changedByMe.includes(f) && !sameValue(f, base[f.name], theirs[f.name]));
  const { mutate: save, isPending: isSaving } = useMutation({
    mutationFn: async (current: AppRecord) => {
      const chosen = Object.fromEntries(changedByMe.filter((f) => kept[f.name] !== 'theirs').map((f) => [f.name, mine[f.name]]));
      const input = changedInput(object, current, { ...current, ...chosen });
      return Object.keys(input).length === 0 ? current : records.update(object.name, base.id, input, versionOf(current));
    },
    onSuccess: onSaved,
    // Saved once more in the meantime: show the newest version and ask again.
    onError: (error) => (error instanceof ApiError && error.code === 'CONFLICT' ? void refetch() : onFailed(error)),
  });
  return (
    <Dialog open fullWidth maxWidth="md" fullScreen={full} onClose={onCancel} aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">{translate('conflict.title')}</DialogTitle>
      <DialogContent dividers sx={{ display: 'grid', gap: 2 }}>
        {isPending && <LinearProgress />}
        {theirs === null && <Alert severity="error">{translate('conflict.gone')}</Alert>}
        {theirs != null && <Intro theirs={theirs} />}
        {theirs != null && disputed.length > 0 && (
          <Choices fields={disputed} mine={mine} theirs={theirs} kept={kept} onChoose={(name, side) => setKept({ ...kept, [name]: side })} />
        )}
        {theirs != null && onlyTheirs.length > 0 && (
          <Box>
            <Typography variant="body2" color="text.secondary">{translate('conflict.onlyTheirs')}</Typography>
            {onlyTheirs.map((f) => (
              <Typography key={f.name} variant="body2" component="div">
                {f.label}: <FieldValue field={f} value={theirs[f.name]} record={theirs} place="cell" />
              </Typography>
            ))}
          </Box>
        )}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        <Button onClick={onCancel}>{translate('conflict.cancel')}</Button>
        <Button onClick={onDiscard} color="warning">{translate('conflict.discard')}</Button>
        <Button variant="contained" disabled={theirs == null} loading={isSaving} onClick={() => { if (theirs != null) save(theirs); }}>
          {translate('conflict.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Intro({ theirs }: { readonly theirs: AppRecord }) {
  const translate = useTranslate();
  const formats = useFormats();
  const by = isRef(theirs.updatedBy) ? theirs.updatedBy._label : undefined;
  if (by === undefined || typeof theirs.updatedAt !== 'string') return <Typography>{translate('conflict.textUnknown')}</Typography>;
  return <Typography>{translate('conflict.text', { name: by, time: formatDateTime(theirs.updatedAt, formats) })}</Typography>;
}

function Choices({ fields, mine, theirs, kept, onChoose }: {
  readonly fields: readonly WorkspaceField[];
  readonly mine: Values;
  readonly theirs: AppRecord;
  readonly kept: Readonly<Record<string, 'mine' | 'theirs'>>;
  readonly onChoose: (field: string, side: 'mine' | 'theirs') => void;
}) {
  const translate = useTranslate();
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{translate('conflict.field')}</TableCell>
          <TableCell>{translate('conflict.mine')}</TableCell>
          <TableCell>{translate('conflict.theirs')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {fields.map((field) => (
          <RadioGroup
            key={field.name} name={`conflict-${field.name}`} value={kept[field.name] ?? 'mine'} sx={{ display: 'contents' }}
            onChange={(_, side) => onChoose(field.name, side === 'theirs' ? 'theirs' : 'mine')}
          >
            <TableRow>
              <TableCell component="th" scope="row">{field.label}</TableCell>
              <TableCell>
                <FormControlLabel value="mine" control={<Radio size="small" />} label={<FieldValue field={field} value={mine[field.name]} record={mine} place="page" />} />
              </TableCell>
              <TableCell>
                <FormControlLabel value="theirs" control={<Radio size="small" />} label={<FieldValue field={field} value={theirs[field.name]} record={theirs} place="page" />} />
              </TableCell>
            </TableRow>
          </RadioGroup>
        ))}
      </TableBody>
    </Table>
  );
}
