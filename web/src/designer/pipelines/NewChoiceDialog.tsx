import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Box, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { nameFrom, textIn, withText, type Body } from '../documents';
import { Texts } from '../Texts';

/** Makes a choice of the stage field that a new stage stands for. */
export function NewChoiceDialog({ taken, onDone, onClose }: { readonly taken: readonly string[]; readonly onDone: (choice: Body) => void; readonly onClose: () => void }) {
  const translate = useTranslate();
  const [label, setLabel] = useState<unknown>();
  const [typed, setTyped] = useState<string>();
  const value = typed ?? nameFrom(textIn(label, 'en'), 'field');
  const fault = value === '' ? undefined : taken.includes(value) ? translate('studio.nameTaken') : undefined;
  const complete = value !== '' && fault === undefined && textIn(label, 'en').trim() !== '';
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="new-stage">
      <Box component="form" onSubmit={(event) => { event.preventDefault(); if (complete) onDone({ value, label: withText(label, 'en', textIn(label, 'en').trim()) }); }}>
        <DialogTitle id="new-stage">{translate('stage.newChoice')}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          <Texts value={label} required onChange={setLabel} />
          <TextField required label={translate('studio.choiceValue')} value={value} error={fault !== undefined} helperText={fault} onChange={(event) => setTyped(event.target.value)} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
