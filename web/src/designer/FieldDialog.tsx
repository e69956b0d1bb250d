import {
  Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, Divider, FormControlLabel, MenuItem, TextField, Typography, useMediaQuery, type Theme,
} from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { fieldTypes } from '../model/fieldTypes';
import { isName, nameFrom, textIn, withText, type FieldBody } from './documents';
import { canBeIndexed, canBeUnique, settingNames, settingsOf } from './settings';
import { SettingInput } from './SettingInput';

const start: FieldBody = { name: '', type: 'text' };

/** Describes a field; the settings follow its type. */
export function FieldDialog({ field, taken, onDone, onClose }: {
  /** The field as it is; undefined for a new one. */
  readonly field: FieldBody | undefined;
  readonly taken: readonly string[];
  readonly onDone: (field: FieldBody) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [draft, setDraft] = useState<FieldBody>(field ?? start);
  const [named, setNamed] = useState(field !== undefined);
  const name = named ? draft.name : nameFrom(textIn(draft.label, 'en'), 'field');
  const put = (changes: Readonly<Record<string, unknown>>) => setDraft({ ...draft, ...changes });
  const fault = name === '' ? undefined
    : !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' })
      : name !== field?.name && taken.includes(name) ? translate('studio.nameTaken') : undefined;
  const complete = name !== '' && fault === undefined && textIn(draft.label, 'en').trim() !== '' && isComplete(draft);
  const settings = fieldTypes.flatMap((type) => (type === draft.type ? settingsOf[type] ?? [] : []));
  return (
    <Dialog open fullWidth maxWidth="sm" fullScreen={narrow} onClose={onClose}>
      <Box component="form" sx={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); if (complete) onDone(clean({ ...draft, name })); }}>
        <DialogTitle>{translate(field === undefined ? 'studio.addField' : 'studio.editField')}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, alignContent: 'start' }}>
          <TextField autoFocus required label={translate('studio.label')} value={textIn(draft.label, 'en')} onChange={(event) => put({ label: withText(draft.label, 'en', event.target.value) })} />
          <TextField label={translate('studio.labelZh')} value={textIn(draft.label, 'zh-CN')} onChange={(event) => put({ label: withText(draft.label, 'zh-CN', event.target.value) })} />
          <TextField
            required label={translate('studio.name')} value={name} error={fault !== undefined} helperText={fault}
            onChange={(event) => { setNamed(true); put({ name: event.target.value }); }}
          />
          <TextField select label={translate('studio.type')} value={draft.type} onChange={(event) => setDraft(retyped(draft, event.target.value))}>
            {fieldTypes.map((type) => <MenuItem key={type} value={type} dense>{translate(`fieldType.${type}`)}</MenuItem>)}
          </TextField>
          <Box sx={{ gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
            <Flag label={translate('studio.required')} on={draft.required === true} onChange={(required) => put({ required })} hidden={['checkbox', 'autoNumber', 'masterDetail'].includes(draft.type)} />
            <Flag label={translate('studio.unique')} on={draft.unique === true} onChange={(unique) => put({ unique })} hidden={!canBeUnique.has(draft.type)} />
            <Flag label={translate('studio.indexed')} on={draft.indexed === true} onChange={(indexed) => put({ indexed })} hidden={!canBeIndexed.has(draft.type)} />
          </Box>
          <TextField label={translate('studio.help')} value={textIn(draft.help, 'en')} onChange={(event) => put({ help: withText(draft.help, 'en', event.target.value) })} />
          <TextField label={translate('studio.helpZh')} value={textIn(draft.help, 'zh-CN')} onChange={(event) => put({ help: withText(draft.help, 'zh-CN', event.target.value) })} />
          {settings.length > 0 && (
            <Box sx={{ gridColumn: '1 / -1' }}>
              <Divider sx={{ mb: 1.5 }} />
              <Typography variant="body2" color="text.secondary">{translate('studio.settings')}</Typography>
            </Box>
          )}
          {settings.map((setting) => (
            <SettingInput key={`${draft.type}:${setting.kind === 'choices' ? 'choices' : setting.name}`} setting={setting} field={draft} onChange={put} />
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

function Flag({ label, on, onChange, hidden }: { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void; readonly hidden: boolean }) {
  if (hidden) return null;
  return <FormControlLabel label={label} control={<Checkbox size="small" checked={on} onChange={(event) => onChange(event.target.checked)} />} />;
}

/** Without the settings, and the marks, that the new type does not have. */
function retyped(field: FieldBody, type: string): FieldBody {
  const kept = Object.entries(field).filter(([key]) => !settingNames.has(key) && key !== 'default'
    && !(key === 'unique' && !canBeUnique.has(type)) && !(key === 'indexed' && !canBeIndexed.has(type)));
  return { ...Object.fromEntries(kept), name: field.name, type };
}

/** What the type cannot do without. */
function isComplete(field: FieldBody): boolean {
  switch (field.type) {
    case 'lookup': case 'masterDetail': case 'manyToMany':
      return typeof field.target === 'string' && field.target !== '';
    case 'polymorphicLookup':
      return Array.isArray(field.targets) && field.targets.length > 0;
    case 'picklist': case 'multiPicklist':
      return typeof field.picklist === 'string' || (Array.isArray(field.values) && field.values.length > 0 && field.values.every((v: unknown) => hasValue(v)));
    default:
      return true;
  }
}

function hasValue(choice: unknown): boolean {
  return typeof choice === 'object' && choice !== null && 'value' in choice && typeof choice.value === 'string' && choice.value !== '';
}

/** Without members that say nothing. */
function clean(field: FieldBody): FieldBody {
  const said = Object.entries(field).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return { ...Object.fromEntries(said), name: field.name, type: field.type };
}
