import {
  Badge, Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, Divider, FormControlLabel, MenuItem, Tab, Tabs, TextField, Typography, useMediaQuery,
  type Theme,
} from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { fieldTypes } from '../model/fieldTypes';
import { isName, nameFrom, textIn, withText, type FieldBody } from './documents';
import { isRecord } from '../api/problems';
import { DependentChoices } from './DependentChoices';
import { conditionsOf, FieldConditions } from './FieldConditions';
import { FieldValueSource } from './FieldValueSource';
import {
  canBeComputed, canBeDefaulted, canBeIndexed, canBeUnique, canDepend, canRollUp, choosableFrom, choosableOf, losesWith, settingNames, settingsOf, valueSourceOf,
} from './settings';
import { SettingInput } from './SettingInput';
import { unlessBeside } from './unlessBeside';

const start: FieldBody = { name: '', type: 'text' };

/** Describes a field; the settings follow its type. */
export function FieldDialog({ object, field, taken, onDone, onClose }: {
  /** Name of the object. */
  readonly object: string;
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
  const [aside] = useState(() => new Map<string, unknown>());
  const name = named ? draft.name : nameFrom(textIn(draft.label, 'en'), 'field');
  const put = (changes: Readonly<Record<string, unknown>>) => setDraft({ ...draft, ...changes });
  const fault = name === '' ? undefined
    : !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' })
      : name !== field?.name && taken.includes(name) ? translate('studio.nameTaken') : undefined;
  const complete = name !== '' && fault === undefined && textIn(draft.label, 'en').trim() !== '' && isComplete(draft);
  const [chosen, setTab] = useState<FieldTab>('general');
  const shownTabs = tabsOf(draft);
  const tab = shownTabs.includes(chosen) ? chosen : 'general';
  const computed = valueSourceOf(draft) !== 'entered';
  const settings = fieldTypes.flatMap((type) => (type === draft.type ? settingsOf[type] ?? [] : []));
  return (
    <Dialog open fullWidth maxWidth="md" fullScreen={narrow} onClose={unlessBeside(onClose)}>
      <Box component="form" sx={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); if (complete) onDone(clean({ ...draft, name })); }}>
        <DialogTitle>{translate(field === undefined ? 'studio.addField' : 'studio.editField')}</DialogTitle>
        <Tabs value={tab} onChange={(_, next: FieldTab) => setTab(next)} variant="scrollable" sx={{ px: 3, borderBottom: 1, borderColor: 'divider' }}>
          {shownTabs.map((name) => <Tab key={name} value={name} label={<Badge color="primary" variant="dot" invisible={!isUsed(name, draft)}>{translate(`field.tab_${name}`)}</Badge>} />)}
        </Tabs>
        <DialogContent sx={{ minHeight: { sm: 430 } }}>
          {tab === 'general' && (
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, alignContent: 'start', pt: 0.5 }}>
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
                <Flag label={translate('studio.required')} on={draft.required === true} onChange={(required) => put({ required })} hidden={computed || ['checkbox', 'autoNumber', 'masterDetail'].includes(draft.type)} />
                <Flag label={translate('studio.unique')} on={draft.unique === true} onChange={(unique) => put({ unique })} hidden={computed || !canBeUnique.has(draft.type)} />
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
            </Box>
          )}
          {tab === 'value' && <FieldValueSource object={object} field={draft} aside={aside} onChange={put} />}
          {tab === 'conditions' && <FieldConditions object={object} field={draft} onChange={put} />}
          {tab === 'choices' && <DependentChoices object={object} field={draft} onChange={put} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!complete}>{translate('studio.apply')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

type FieldTab = 'general' | 'value' | 'conditions' | 'choices';

function tabsOf(field: FieldBody): readonly FieldTab[] {
  return [
    'general', ...(canBeComputed.has(field.type) || canBeDefaulted.has(field.type) || canRollUp.has(field.type) ? ['value' as const] : []), 'conditions',
    ...(canDepend.has(field.type) ? ['choices' as const] : []),
  ];
}

/** Something is set under the tab. */
function isUsed(tab: FieldTab, field: FieldBody): boolean {
  switch (tab) {
    case 'general': return false;
    case 'value': return valueSourceOf(field) !== 'entered' || isSaid(field.defaultFormula);
    case 'conditions': return conditionsOf(field).some((name) => isSaid(field[name]));
    case 'choices': return field.dependsOn !== undefined;
  }
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== '';

function Flag({ label, on, onChange, hidden }: { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void; readonly hidden: boolean }) {
  if (hidden) return null;
  return <FormControlLabel label={label} control={<Checkbox size="small" checked={on} onChange={(event) => onChange(event.target.checked)} />} />;
}

/** Without the settings, and the marks, that the new type does not have. */
function retyped(field: FieldBody, type: string): FieldBody {
  const kept = Object.entries(field).filter(([key]) => !settingNames.has(key) && key !== 'default'
    && !losesWith(type).includes(key) && !(key === 'choosable' && (field.type === 'polymorphicLookup') !== (type === 'polymorphicLookup')) && !(key === 'unique' && !canBeUnique.has(type)) && !(key === 'indexed' && !canBeIndexed.has(type)));
  return { ...Object.fromEntries(kept), name: field.name, type };
}

/** What the type cannot do without. */
function isComplete(field: FieldBody): boolean {
  if (field.formula === '') return false;
  if (isRecord(field.rollup) && (!isSaid(field.rollup.relation) || (field.rollup.function !== 'count' && !isSaid(field.rollup.field)))) return false;
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

/** Without members that say nothing, and conditions on objects that the field no longer points to. */
function clean(field: FieldBody): FieldBody {
  const choosable = field.choosable === undefined ? undefined : choosableFrom(field.type, choosableOf(field));
  const said = Object.entries({ ...field, choosable }).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return { ...Object.fromEntries(said), name: field.name, type: field.type };
}
