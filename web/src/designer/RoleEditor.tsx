import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import { Box, Button, Checkbox, FormControlLabel, MenuItem, Paper, Select, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { Fragment, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { fieldEntries, idOf, textFor, type Body } from './documents';
import { RoleLimits } from './RoleLimits';
import { useStudio } from './StudioContext';
import { Texts } from './Texts';

const systemRights = ['customize', 'manageUsers', 'export', 'import', 'purge'] as const;
const scopes = ['none', 'own', 'team', 'all'] as const;
const acts = ['read', 'edit', 'delete'] as const;

/** A role as a matrix: objects down, rights across; the exceptions of single fields under each object. */
export function RoleEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const [open, setOpen] = useState<string>();
  const [term, setTerm] = useState('');
  const granted = Array.isArray(body.objects) ? body.objects.filter(isRecord) : [];
  const rights = Array.isArray(body.rights) ? body.rights.map(String) : [];
  const objects = drafted.flatMap((d) => (d.body?.kind === 'object' ? [d.body] : []))
    .map((o) => ({ name: String(o.name), id: idOf(o), label: textFor(o.label, locale) }))
    .filter((o) => `${o.label} ${o.name}`.toLowerCase().includes(term.trim().toLowerCase()))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  const of = (name: string): Body => granted.find((g) => g.object === name) ?? {};
  const put = (name: string, changes: Body) => {
    const after = said({ object: name, ...of(name), ...changes });
    // An object without any right is not listed.
    const nothing = Object.keys(after).length === 1;
    const rest = granted.map((g) => (g.object === name ? after : g));
    onChange({ ...body, objects: nothing ? granted.filter((g) => g.object !== name) : granted.some((g) => g.object === name) ? rest : [...granted, after] });
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Texts value={body.label} required onChange={(label) => onChange({ ...body, label })} />
        <Texts value={body.description} label="role.description" labelZh="role.descriptionZh" onChange={(description) => onChange(defined({ ...body, description }))} />
        <Box component="fieldset" sx={{ gridColumn: '1 / -1', border: 0, p: 0, m: 0 }}>
          <Typography component="legend" variant="body2" color="text.secondary">{translate('role.rights')}</Typography>
          {systemRights.map((right) => (
            <FormControlLabel
              key={right} label={translate(`right.${right}`)}
              control={(
                <Checkbox
                  size="small" checked={rights.includes(right)}
                  onChange={(event) => onChange({ ...body, rights: event.target.checked ? [...rights, right] : rights.filter((r) => r !== right) })}
                />
              )}
            />
          ))}
        </Box>
        <RoleLimits api={body.api} onChange={(api) => onChange(defined({ ...body, api }))} />
      </Paper>
      <Paper variant="outlined">
        <Box sx={{ p: 1.5 }}><TextField label={translate('studio.search')} value={term} onChange={(event) => setTerm(event.target.value)} sx={{ maxWidth: 320 }} /></Box>
        <TableContainer sx={{ maxHeight: 'calc(100dvh - 220px)' }}>
          <Table size="small" stickyHeader aria-label={translate('role.objects')}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('studio.objects')}</TableCell>
                <TableCell align="center">{translate('role.create')}</TableCell>
                {acts.map((act) => <TableCell key={act}>{translate(`role.${act}`)}</TableCell>)}
                <TableCell>{translate('role.fields')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {[{ name: '*', id: '*', label: translate('role.allOthers') }, ...objects].map((object) => {
                const mine = of(object.name);
                const exceptions = fieldRights(mine);
                return (
                  <Fragment key={object.name}>
                    <TableRow hover>
                      <TableCell sx={{ fontWeight: 550 }}>{object.label}</TableCell>
                      <TableCell align="center" padding="checkbox">
                        <Checkbox
                          size="small" checked={mine.create === true} onChange={(event) => put(object.name, { create: event.target.checked })}
                          slotProps={{ input: { 'aria-label': `${translate('role.create')}: ${object.label}` } }}
                        />
                      </TableCell>
                      {acts.map((act) => (
                        <TableCell key={act}>
                          <Select
                            size="small" variant="standard" disableUnderline value={scopeOf(mine[act])} onChange={(event) => put(object.name, { [act]: event.target.value })}
                            inputProps={{ 'aria-label': `${translate(`role.${act}`)}: ${object.label}` }} sx={{ color: scopeOf(mine[act]) === 'none' ? 'text.secondary' : undefined, minWidth: 90 }}
                          >
                            {scopes.map((scope) => <MenuItem key={scope} value={scope} dense>{translate(`scope.${scope}`)}</MenuItem>)}
                          </Select>
                        </TableCell>
                      ))}
                      <TableCell sx={{ whiteSpace: 'nowrap' }}>
                        {object.name !== '*' && (
                          <Button
                            endIcon={<ExpandMoreOutlined sx={{ transform: open === object.name ? 'rotate(180deg)' : 'none' }} />} aria-expanded={open === object.name}
                            onClick={() => setOpen(open === object.name ? undefined : object.name)}
                          >
                            {exceptions.length === 0 ? translate('role.allFields') : translate('role.exceptions', { smart_count: exceptions.length })}
                          </Button>
                        )}
                      </TableCell>
                    </TableRow>
                    {open === object.name && (
                      <TableRow>
                        <TableCell colSpan={6} sx={{ bgcolor: 'action.hover' }}>
                          <FieldRights id={object.id} rights={exceptions} onChange={(fields) => put(object.name, { fields })} />
                        </TableCell>
                      </TableRow>
                    )}
                  </Fragment>
                );
              })}
            </TableBody>
          </Table>
        </TableContainer>
      </Paper>
    </Box>
  );
}

interface FieldRight { readonly field: string; readonly read: boolean; readonly edit: boolean }
const levels = ['edit', 'read', 'hidden'] as const;

function FieldRights({ id, rights, onChange }: { readonly id: string; readonly rights: readonly FieldRight[]; readonly onChange: (rights: readonly FieldRight[]) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const fields = fieldEntries(drafted, id).filter((e) => e.state !== 'removed').map((e) => e.field);
  const levelOf = (name: string): (typeof levels)[number] => {
    const found = rights.find((r) => r.field === name);
    return found === undefined || found.edit ? 'edit' : found.read ? 'read' : 'hidden';
  };
  const put = (name: string, level: string) => {
    const rest = rights.filter((r) => r.field !== name);
    onChange(level === 'edit' ? rest : [...rest, { field: name, read: level === 'read', edit: false }]);
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(250px, 1fr))', py: 1 }}>
      {fields.map((field) => (
        <TextField
          key={field.name} select label={textFor(field.label, locale) || field.name} value={levelOf(field.name)} onChange={(event) => put(field.name, event.target.value)}
          color={levelOf(field.name) === 'edit' ? undefined : 'warning'} focused={levelOf(field.name) === 'edit' ? undefined : true}
        >
          {levels.map((level) => <MenuItem key={level} value={level} dense>{translate(`fieldRight.${level}`)}</MenuItem>)}
        </TextField>
      ))}
    </Box>
  );
}

function fieldRights(rights: Body): readonly FieldRight[] {
  return (Array.isArray(rights.fields) ? rights.fields.filter(isRecord) : []).map((f) => ({ field: String(f.field), read: f.read === true, edit: f.edit === true }));
}

function scopeOf(value: unknown): string {
  return typeof value === 'string' ? value : 'none';
}

/** Rights without those that give nothing. */
function said(rights: Body): Body {
  return Object.fromEntries(Object.entries(rights).filter(([, value]) => value !== undefined && value !== false && value !== 'none' && !(Array.isArray(value) && value.length === 0)));
}

function defined(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
