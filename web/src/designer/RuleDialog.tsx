import { Autocomplete, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Switch, TextField, useMediaQuery, type Theme } from '@mui/material';
import { useMemo, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../api/expressions';
import { isName, nameFrom, textFor, textIn, type Body, type FieldBody } from './documents';
import { ExpressionInput } from './expressions/ExpressionInput';
import { Texts } from './Texts';
import { unlessBeside } from './unlessBeside';

/** Describes a validation rule. */
export function RuleDialog({ object, fields, rule, taken, onDone, onClose }: {
  readonly object: string;
  readonly fields: readonly FieldBody[];
  /** The rule as it is; undefined for a new one. */
  readonly rule: Body | undefined;
  readonly taken: readonly string[];
  readonly onDone: (rule: Body) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [draft, setDraft] = useState<Body>(rule ?? {});
  const [named, setNamed] = useState(rule !== undefined);
  const put = (changes: Body) => setDraft({ ...draft, ...changes });
  const name = named ? String(draft.name ?? '') : nameFrom(textIn(draft.label, 'en'), 'field');
  const fault = name === '' ? undefined : !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : name !== rule?.name && taken.includes(name) ? translate('studio.nameTaken') : undefined;
  const said = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
  const complete = name !== '' && fault === undefined && said(draft.invalidWhen) && textIn(draft.message, 'en').trim() !== '';
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'WRITE' }), [object]);
  const chosen = Array.isArray(draft.fields) ? draft.fields.map(String) : [];
  const labelOf = (field: string): string => textFor(fields.find((f) => f.name === field)?.label, locale) || field;
  const done = () => {
    const { active, ...rest } = draft;
    const kept = Object.entries({ ...rest, ...(active === false ? { active } : {}) }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
    onDone({ ...Object.fromEntries(kept), name });
  };
  return (
    <Dialog open fullWidth maxWidth="md" fullScreen={narrow} onClose={unlessBeside(onClose)}>
      <Box component="form" sx={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); if (complete) done(); }}>
        <DialogTitle>{translate(rule === undefined ? 'rule.add' : 'rule.edit')}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' }, alignContent: 'start' }}>
          <Texts value={draft.label} onChange={(label) => put({ label })} />
          <TextField
            required label={translate('studio.name')} value={name} error={fault !== undefined} helperText={fault}
            onChange={(event) => { setNamed(true); put({ name: event.target.value }); }}
          />
          <FormControlLabel label={translate('rule.active')} control={<Switch checked={draft.active !== false} onChange={(event) => put({ active: event.target.checked })} />} />
          <Box sx={{ gridColumn: '1 / -1' }}>
            <ExpressionInput
              required label={translate('rule.invalidWhen')} value={typeof draft.invalidWhen === 'string' ? draft.invalidWhen : ''} place={place} lines={3}
              placeholder={translate('rule.invalidWhenExample')} help={translate('rule.invalidWhenHelp')} onChange={(invalidWhen) => put({ invalidWhen })}
            />
          </Box>
          <Texts required value={draft.message} label="rule.message" labelZh="rule.messageZh" onChange={(message) => put({ message })} />
          <Autocomplete
            multiple disableCloseOnSelect sx={{ gridColumn: '1 / -1' }} options={fields.map((f) => f.name)} value={[...chosen]} getOptionLabel={labelOf}
            onChange={(_, names) => put({ fields: names })} slotProps={{ chip: { size: 'small' } }}
            renderInput={(params) => <TextField {...params} label={translate('rule.fields')} helperText={translate('rule.fieldsHelp')} />}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
