import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Alert, Autocomplete, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, IconButton, TextField, useMediaQuery, type Theme } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FormProvider, useForm } from 'react-hook-form';
import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { typeOf } from '../model/fieldTypes';
import { toInput, writableFields } from '../model/records';
import { faultOf } from '../model/validation';
import { FieldInput } from '../fields/FieldInput';

/** Fields of which many records may well have the same value. */
export function editableTogether(object: WorkspaceObject): readonly WorkspaceField[] {
  return writableFields(object, false).filter((f) => f.unique !== true && !['file', 'image', 'encryptedText'].includes(typeOf(f)));
}

/** Gives the chosen records the same values: only the fields that are picked here are written; a blank one clears. */
export function BulkEdit({ object, count, busy, onDone, onClose }: {
  readonly object: WorkspaceObject;
  readonly count: number;
  readonly busy: boolean;
  readonly onDone: (input: Record<string, unknown>) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const full = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const form = useForm<Record<string, unknown>>();
  const [picked, setPicked] = useState<readonly WorkspaceField[]>([]);
  const left = editableTogether(object).filter((f) => !picked.includes(f));

  const submit = form.handleSubmit((values) => {
    const faults = picked.flatMap((field) => {
      const fault = faultOf(field, values[field.name]);
      return fault === undefined ? [] : [{ field, fault }];
    });
    for (const { field, fault } of faults) form.setError(field.name, { type: 'fault', message: translate(fault.message, { ...fault.args }) });
    if (faults.length === 0) onDone(Object.fromEntries(picked.map((f) => [f.name, toInput(f, values[f.name])])));
  });

  return (
    <Dialog open fullWidth maxWidth="sm" fullScreen={full} onClose={busy ? undefined : onClose} aria-labelledby="bulk-edit">
      <FormProvider {...form}>
        <Box component="form" noValidate sx={{ display: 'contents' }} onSubmit={(event) => { event.stopPropagation(); void submit(event); }}>
          <DialogTitle id="bulk-edit">{translate('bulk.editTitle', { smart_count: count })}</DialogTitle>
          <DialogContent dividers sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
            {picked.map((field) => (
              <Box key={field.name} sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 1, alignItems: 'start' }}>
                <FieldInput field={field} />
                <IconButton
                  size="small" aria-label={`${translate('ra.action.remove')}: ${field.label}`}
                  onClick={() => { setPicked(picked.filter((f) => f !== field)); form.unregister(field.name); }}
                >
                  <CloseOutlined fontSize="small" />
                </IconButton>
              </Box>
            ))}
            {left.length > 0 && (
              <Autocomplete
                key={picked.length} options={[...left]} getOptionLabel={(f) => f.label} getOptionKey={(f) => f.name} value={null} blurOnSelect
                onChange={(_, field) => {
                  if (field === null) return;
                  form.setValue(field.name, typeOf(field) === 'checkbox' ? false : null);
                  setPicked([...picked, field]);
                }}
                renderInput={(params) => (
                  <TextField
                    {...params} label={translate('bulk.addField')}
                    slotProps={{ input: { ...params.InputProps, startAdornment: <AddOutlined fontSize="small" color="action" /> } }}
                  />
                )}
              />
            )}
            {picked.length > 0 && <Alert severity="info">{translate('bulk.blankClears')}</Alert>}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose} disabled={busy}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" loading={busy} disabled={picked.length === 0}>{translate('bulk.save', { smart_count: count })}</Button>
          </DialogActions>
        </Box>
      </FormProvider>
    </Dialog>
  );
}
