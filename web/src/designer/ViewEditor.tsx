import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Alert, Box, Button, Checkbox, FormControlLabel, IconButton, MenuItem, Paper, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import { isRecord } from '../api/problems';
import { isSortable } from '../model/fieldTypes';
import { emptyGroup, fromApiFilter, toApiFilter, type ConditionGroup } from '../model/filters';
import { useWorkspace } from '../providers/workspaceContext';
import { Columns } from '../views/Columns';
import { FilterBuilder } from '../views/FilterBuilder';
import type { Body } from './documents';
import { namesOf } from './LayoutEditor';
import { Texts } from './Texts';

/** A list view: its name, columns, filter and order. */
export function ViewEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const object = workspace.get(String(body.object));
  const put = (changes: Body) => onChange(without({ ...body, ...changes }));
  if (object === undefined) return <Alert severity="info">{translate('view.needsObject')}</Alert>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr auto' }, alignItems: 'center' }}>
        <Texts value={body.label} required onChange={(label) => put({ label })} />
        <FormControlLabel
          label={translate('view.default')}
          control={<Checkbox checked={body.default === true} onChange={(event) => put({ default: event.target.checked ? true : undefined })} />}
        />
      </Paper>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '320px minmax(0, 1fr)' }, alignItems: 'start' }}>
        <Paper variant="outlined" sx={{ p: 1.5 }}>
          <Typography sx={{ fontWeight: 600, mb: 1 }}>{translate('view.columns')}</Typography>
          <Columns object={object} columns={namesOf(body.columns)} onChange={(columns) => put({ columns })} />
        </Paper>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1 }}>
            <Typography sx={{ fontWeight: 600 }}>{translate('view.filter')}</Typography>
            <Filter object={object} filter={body.filter} onChange={(filter) => put({ filter })} />
          </Paper>
          <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1 }}>
            <Typography sx={{ fontWeight: 600 }}>{translate('view.sort')}</Typography>
            <Sort object={object} sort={sortOf(body.sort)} onChange={(sort) => put({ sort: sort.map((k) => (k.descending ? `-${k.field}` : k.field)) })} />
          </Paper>
        </Box>
      </Box>
    </Box>
  );
}

function Filter({ object, filter, onChange }: { readonly object: WorkspaceObject; readonly filter: unknown; readonly onChange: (filter: unknown) => void }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const group = filter === undefined ? emptyGroup : fromApiFilter(workspace, object, filter);
  if (group === undefined) {
    return (
      <>
        <Alert severity="info">{translate('view.filterJson')}</Alert>
        <Box component="pre" sx={{ m: 0, p: 1, fontSize: 12, bgcolor: 'action.hover', borderRadius: 1, overflow: 'auto' }}>{JSON.stringify(filter, null, 2)}</Box>
      </>
    );
  }
  return <DraftedFilter object={object} start={group} onChange={(next) => onChange(toApiFilter(workspace, object, next))} />;
}

/** Conditions that are being typed stay here; only complete ones go into the document. */
function DraftedFilter({ object, start, onChange }: { readonly object: WorkspaceObject; readonly start: ConditionGroup; readonly onChange: (group: ConditionGroup) => void }) {
  const [group, setGroup] = useState(start);
  return <FilterBuilder object={object} group={group} onChange={(next) => { setGroup(next); onChange(next); }} />;
}

interface SortDraft { readonly field: string; readonly descending: boolean }

function Sort({ object, sort, onChange }: { readonly object: WorkspaceObject; readonly sort: readonly SortDraft[]; readonly onChange: (sort: readonly SortDraft[]) => void }) {
  const translate = useTranslate();
  const options = object.fields.filter(isSortable);
  const put = (index: number, key: SortDraft) => onChange(sort.map((old, i) => (i === index ? key : old)));
  return (
    <>
      {sort.map((key, index) => (
        <Box key={index} sx={{ display: 'grid', gridTemplateColumns: '1fr 160px auto', gap: 1 }}>
          <TextField select label={translate('filter.field')} value={options.some((f) => f.name === key.field) ? key.field : ''} onChange={(event) => put(index, { ...key, field: event.target.value })}>
            {options.map((f) => <MenuItem key={f.name} value={f.name} dense>{f.label}</MenuItem>)}
          </TextField>
          <TextField select label={translate('view.direction')} value={key.descending ? 'desc' : 'asc'} onChange={(event) => put(index, { ...key, descending: event.target.value === 'desc' })}>
            <MenuItem value="asc">{translate('view.ascending')}</MenuItem>
            <MenuItem value="desc">{translate('view.descending')}</MenuItem>
          </TextField>
          <IconButton size="small" aria-label={translate('ra.action.remove')} onClick={() => onChange(sort.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
        </Box>
      ))}
      {sort.length < 5 && <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={() => onChange([...sort, { field: object.nameField, descending: false }])}>{translate('view.addSort')}</Button>}
    </>
  );
}

/** Order as documents write it: `-amount`, or `{field, descending}`. */
function sortOf(value: unknown): readonly SortDraft[] {
  return (Array.isArray(value) ? value : []).map((key: unknown) => {
    if (isRecord(key)) return { field: String(key.field), descending: key.descending === true };
    const text = String(key);
    return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text, descending: false };
  });
}

function without(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)));
}
