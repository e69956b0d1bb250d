import {
  Autocomplete, Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, Divider, FormControlLabel, MenuItem, TextField, Typography, useMediaQuery, type Theme,
} from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { choicesOf } from './choiceTables';
import { isName, nameFrom, textFor, textIn, type Body, type FieldBody } from './documents';
import { canDepend, numberOrText, valueSourceOf } from './settings';
import { useStudio } from './StudioContext';
import { Texts } from './Texts';
import { unlessBeside } from './unlessBeside';

/** Describes a kind of record: its names, the choices that it keeps, the values that it begins with, its page. */
export function RecordTypeDialog({ object, fields, type, taken, onDone, onClose }: {
  readonly object: string;
  readonly fields: readonly FieldBody[];
  readonly type: Body | undefined;
  readonly taken: readonly string[];
  readonly onDone: (type: Body) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const { drafted } = useStudio();
  const [draft, setDraft] = useState<Body>(type ?? {});
  const [named, setNamed] = useState(type !== undefined);
  const put = (changes: Body) => setDraft({ ...draft, ...changes });
  const name = named ? String(draft.name ?? '') : nameFrom(textIn(draft.label, 'en'), 'field');
  const fault = name === '' ? undefined : !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : name !== type?.name && taken.includes(name) ? translate('studio.nameTaken') : undefined;
  const complete = name !== '' && fault === undefined && textIn(draft.label, 'en').trim() !== '';
  const layouts = drafted.flatMap((d) => (d.body?.kind === 'layout' && d.body.object === object ? [String(d.body.name)] : []));
  const listed = fields.filter((f) => canDepend.has(f.type));
  const constants = fields.filter((f) => valueSourceOf(f) === 'entered' && (f.type === 'picklist' || f.type === 'checkbox' || f.type === 'text' || f.type === 'integer' || f.type === 'decimal' || f.type === 'currency' || f.type === 'percent'));
  return (
    <Dialog open fullWidth maxWidth="md" fullScreen={narrow} onClose={unlessBeside(onClose)}>
      <Box component="form" sx={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); if (complete) onDone(clean({ ...draft, name })); }}>
        <DialogTitle>{translate(type === undefined ? 'recordType.add' : 'recordType.edit')}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' }, alignContent: 'start' }}>
          <Texts required value={draft.label} onChange={(label) => put({ label })} />
          <TextField
            required label={translate('studio.name')} value={name} error={fault !== undefined} helperText={fault ?? translate('recordType.nameHelp')} disabled={type !== undefined}
            onChange={(event) => { setNamed(true); put({ name: event.target.value }); }}
          />
          <TextField select label={translate('recordType.layout')} value={typeof draft.layout === 'string' ? draft.layout : ''} onChange={(event) => put({ layout: event.target.value === '' ? undefined : event.target.value })}>
            <MenuItem value=""><em>{translate('recordType.objectLayout')}</em></MenuItem>
            {layouts.map((layout) => <MenuItem key={layout} value={layout} dense>{layout}</MenuItem>)}
          </TextField>
          <Box sx={{ gridColumn: '1 / -1' }}>
            <FormControlLabel label={translate('rule.active')} control={<Checkbox size="small" checked={draft.active !== false} onChange={(event) => put({ active: event.target.checked })} />} />
            <FormControlLabel label={translate('recordType.isDefault')} control={<Checkbox size="small" checked={draft.default === true} onChange={(event) => put({ default: event.target.checked })} />} />
          </Box>
          <Heading>{translate('recordType.picklists')}</Heading>
          {listed.map((field) => (
            <Choices key={field.name} field={field} locale={locale} kept={entryOf(draft.picklists, field.name)} onChange={(values) => put({ picklists: withEntry(draft.picklists, field.name, values) })} />
          ))}
          {listed.length === 0 && <Typography variant="body2" color="text.secondary">{translate('recordType.noPicklists')}</Typography>}
          <Heading>{translate('recordType.defaults')}</Heading>
          {constants.map((field) => (
            <Constant key={field.name} field={field} locale={locale} value={entryOf(draft.defaults, field.name)} onChange={(value) => put({ defaults: withEntry(draft.defaults, field.name, value) })} />
          ))}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

function Heading({ children }: { readonly children: string }) {
  return <Box sx={{ gridColumn: '1 / -1' }}><Divider sx={{ mb: 1 }} /><Typography variant="body2" color="text.secondary">{children}</Typography></Box>;
}

function Choices({ field, locale, kept, onChange }: { readonly field: FieldBody; readonly locale: string; readonly kept: unknown; readonly onChange: (values: unknown) => void }) {
  const translate = useTranslate();
  const { drafted } = useStudio();
  const choices = choicesOf(drafted, field);
  const labelOf = (value: string): string => textFor(choices.find((c) => c.value === value)?.label, locale) || value;
  return (
    <Autocomplete
      multiple disableCloseOnSelect size="small" options={choices.map((c) => c.value)} value={Array.isArray(kept) ? kept.map(String) : []} getOptionLabel={labelOf}
      onChange={(_, values) => onChange(values.length === 0 ? undefined : values)} slotProps={{ chip: { size: 'small' } }}
      renderInput={(params) => <TextField {...params} label={textFor(field.label, locale) || field.name} placeholder={Array.isArray(kept) ? undefined : translate('recordType.allChoices')} />}
    />
  );
}

function Constant({ field, locale, value, onChange }: { readonly field: FieldBody; readonly locale: string; readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const translate = useTranslate();
  const { drafted } = useStudio();
  const label = textFor(field.label, locale) || field.name;
  if (field.type === 'picklist' || field.type === 'checkbox') {
    const names: Readonly<Record<string, string>> = { true: translate('expression.yes'), false: translate('expression.no') };
    return (
      <TextField
        select label={label} value={value === undefined ? '' : String(value)}
        onChange={(event) => onChange(event.target.value === '' ? undefined : field.type === 'checkbox' ? event.target.value === 'true' : event.target.value)}
      >
        <MenuItem value=""><em>{translate('recordType.noDefault')}</em></MenuItem>
        {choicesOf(drafted, field).map((c) => <MenuItem key={c.value} value={c.value} dense>{field.type === 'checkbox' ? names[c.value] : textFor(c.label, locale) || c.value}</MenuItem>)}
      </TextField>
    );
  }
  const numeric = field.type !== 'text';
  return (
    <TextField
      label={label} defaultValue={value === undefined ? '' : String(value)} slotProps={{ htmlInput: { inputMode: numeric ? 'decimal' : 'text' } }}
      onChange={(event) => {
        const typed = event.target.value.trim();
        onChange(typed === '' ? undefined : numeric ? numberOrText(typed) : typed);
      }}
    />
  );
}

function entryOf(entries: unknown, name: string): unknown {
  return isRecord(entries) ? entries[name] : undefined;
}

/** Entries by field, one of them changed; none at all is nothing. */
function withEntry(entries: unknown, name: string, value: unknown): Body | undefined {
  const kept = Object.entries({ ...(isRecord(entries) ? entries : {}), [name]: value }).filter(([, said]) => said !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function clean(type: Body): Body {
  return Object.fromEntries(Object.entries(type).filter(([key, value]) => value !== undefined && !(key === 'active' && value === true) && !(key === 'default' && value === false)));
}
