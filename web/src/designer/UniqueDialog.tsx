import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Switch, Typography, useMediaQuery, type Theme } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { combinationOf, type Body, type FieldBody } from './documents';
import { FieldsPicker } from './Pickers';
import { textsOf, withSettings } from './pointers';
import { canBeIndexed, valueSourceOf } from './settings';
import { Texts } from './Texts';
import { unlessBeside } from './unlessBeside';

const lists: ReadonlySet<string> = new Set(['multiPicklist', 'tags']);

/** Fields of which several together can be unique. */
const suits = (field: FieldBody): boolean => canBeIndexed.has(field.type) && !lists.has(field.type) && valueSourceOf(field) !== 'formula';

/** Describes fields whose values together no two records share. */
export function UniqueDialog({ object, index, taken, onDone, onClose }: {
  readonly object: string;
  /** The combination as it is; undefined for a new one. */
  readonly index: Body | undefined;
  /** What the other combinations are known by. */
  readonly taken: readonly string[];
  readonly onDone: (index: Body) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [draft, setDraft] = useState<Body>(index ?? { fields: [], unique: true });
  const put = (changes: Body) => setDraft(withSettings(draft, changes, { ignoreCase: true }));
  const fields = textsOf(draft.fields);
  const isTaken = taken.includes(combinationOf(draft));
  const complete = fields.length > 1 && !isTaken;
  return (
    <Dialog open fullWidth maxWidth="sm" fullScreen={narrow} onClose={unlessBeside(onClose)} aria-labelledby="unique-title">
      <Box component="form" sx={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); if (complete) onDone(draft); }}>
        <DialogTitle id="unique-title">{translate(index === undefined ? 'unique.add' : 'unique.edit')}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', alignContent: 'start' }}>
          <Typography variant="body2" color="text.secondary">{translate('unique.help')}</Typography>
          <FieldsPicker object={object} label={translate('unique.fields')} help={isTaken ? translate('unique.taken') : undefined} suits={suits} value={fields} onChange={(names) => setDraft({ ...draft, fields: names })} />
          <FormControlLabel label={translate('unique.ignoreCase')} control={<Switch checked={draft.ignoreCase !== false} onChange={(event) => put({ ignoreCase: event.target.checked })} />} />
          <Texts value={draft.message} label="unique.message" labelZh="unique.messageZh" onChange={(message) => put({ message })} />
          <Typography variant="caption" color="text.secondary">{translate('unique.messageHelp')}</Typography>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
