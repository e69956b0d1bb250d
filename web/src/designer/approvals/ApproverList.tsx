import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Autocomplete, Box, Button, IconButton, MenuItem, TextField, Typography } from '@mui/material';
import { useMemo, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { moved } from '../../views/Sortable';
import { textFor, type Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { NumberSetting, useNamed } from '../Pickers';
import { bodiesOf } from '../pointers';
import { useStudio } from '../StudioContext';
import { findingsAt } from '../useFindings';
import { useTeams, useUsers } from './people';

/** How approvers are found, in the order in which they are offered. */
export const approverKinds = ['manager', 'managers', 'departmentHead', 'role', 'user', 'team', 'field', 'submitterChoice', 'previousChoice', 'hook'] as const;

const leveled: ReadonlySet<string> = new Set(['manager', 'managers', 'departmentHead']);

/** People of a step: one after the other, each with the way of finding them. */
export function ApproverList({ object, title, help, kinds = approverKinds, value, pointer, findings, onChange }: {
  readonly object: string;
  /** The ways of finding people that suit. */
  readonly kinds?: readonly string[];
  readonly title: string;
  readonly help?: string;
  readonly value: unknown;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (approvers: readonly Body[]) => void;
}) {
  const translate = useTranslate();
  const approvers = bodiesOf(value);
  return (
    <Box role="group" aria-label={title} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{title}</Typography>
      {help !== undefined && <Typography variant="caption" color="text.secondary">{help}</Typography>}
      {approvers.map((approver, index) => (
        <Box key={index} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'start', pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
          <ApproverRow object={object} kinds={kinds} approver={approver} onChange={(next) => onChange(approvers.map((old, i) => (i === index ? next : old)))} />
          <Box sx={{ whiteSpace: 'nowrap' }}>
            {index > 0 && <IconButton size="small" aria-label={translate('flow.earlier', { n: index + 1 })} onClick={() => onChange(moved(approvers, index, index - 1))}><ArrowUpwardOutlined fontSize="small" /></IconButton>}
            <IconButton size="small" aria-label={translate('flow.removeApprover', { n: index + 1 })} onClick={() => onChange(approvers.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
          </Box>
          <Box sx={{ gridColumn: '1 / -1' }}><FindingList findings={findingsAt(findings, `${pointer}/${index}`).filter((f) => !f.pointer.endsWith('/value'))} /></Box>
        </Box>
      ))}
      <FindingList findings={findingsAt(findings, pointer, false)} />
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={approvers.length >= 20} onClick={() => onChange([...approvers, { by: 'role', role: 'administrator' }])}>
        {translate('flow.addApprover', { title })}
      </Button>
    </Box>
  );
}

/** What a way of finding people begins with. */
function begun(by: string): Body {
  switch (by) {
    case 'user': return { by, email: '' };
    case 'role': return { by, role: 'administrator' };
    case 'team': return { by, team: '' };
    case 'field': return { by, value: 'record.owner' };
    case 'hook': return { by, hook: '' };
    default: return { by };
  }
}

/** One way of finding people. */
export function ApproverRow({ object, kinds, approver, onChange }: { readonly object: string; readonly kinds: readonly string[]; readonly approver: Body; readonly onChange: (approver: Body) => void }) {
  const translate = useTranslate();
  const by = String(approver.by);
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'DEFAULT', fieldType: 'lookup', target: 'User' }), [object]);
  return (
    <Box sx={{ display: 'grid', gap: 1.75, minWidth: 0 }}>
      <TextField select label={translate('flow.approverBy')} value={by} onChange={(event) => onChange(begun(event.target.value))}>
        {kinds.map((kind) => <MenuItem key={kind} value={kind} dense>{translate(`flow.by.${kind}`)}</MenuItem>)}
        {!kinds.includes(by) && <MenuItem value={by} dense>{by}</MenuItem>}
      </TextField>
      {leveled.has(by) && (
        <NumberSetting
          label={translate(by === 'managers' ? 'flow.upTo' : 'flow.level')} help={translate(by === 'managers' ? 'flow.upToHelp' : 'flow.levelHelp')} min={1} max={20} value={approver.level}
          onChange={(level) => onChange(level === undefined ? { by } : { ...approver, level })}
        />
      )}
      {by === 'role' && <RoleChoice value={String(approver.role ?? '')} onChange={(role) => onChange({ ...approver, role })} />}
      {by === 'user' && <UserChoice value={String(approver.email ?? '')} onChange={(email) => onChange({ ...approver, email })} />}
      {by === 'team' && <TeamChoice value={String(approver.team ?? '')} onChange={(team) => onChange({ ...approver, team })} />}
      {by === 'hook' && <HookChoice object={object} value={String(approver.hook ?? '')} onChange={(hook) => onChange({ ...approver, hook })} />}
      {by === 'field' && (
        <ExpressionInput
          required lines={1} label={translate('flow.userField')} help={translate('flow.userFieldHelp')} placeholder="record.account.owner" place={place}
          value={typeof approver.value === 'string' ? approver.value : ''} onChange={(value) => onChange({ ...approver, value })}
        />
      )}
    </Box>
  );
}

function RoleChoice({ value, onChange }: { readonly value: string; readonly onChange: (role: string) => void }) {
  const translate = useTranslate();
  const roles = useNamed('role');
  return (
    <TextField select label={translate('flow.role')} value={value} onChange={(event) => onChange(event.target.value)}>
      {!roles.some((r) => r.name === value) && <MenuItem value={value} dense>{value}</MenuItem>}
      {roles.map((r) => <MenuItem key={r.name} value={r.name} dense>{r.label}</MenuItem>)}
    </TextField>
  );
}

function UserChoice({ value, onChange }: { readonly value: string; readonly onChange: (email: string) => void }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(value);
  const users = useUsers(typed === value ? '' : typed.trim(), open);
  return (
    <Autocomplete
      freeSolo autoSelect open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)} options={users.map((u) => u.email)} value={value} inputValue={typed}
      onInputChange={(_, text) => setTyped(text)} onChange={(_, email) => onChange(email ?? '')} filterOptions={(all) => all}
      renderOption={({ key, ...props }, email) => (
        <li key={key} {...props}><Box><Typography variant="body2">{users.find((u) => u.email === email)?.name ?? email}</Typography><Typography variant="caption" color="text.secondary">{email}</Typography></Box></li>
      )}
      renderInput={(params) => <TextField {...params} required label={translate('flow.user')} />}
    />
  );
}

function TeamChoice({ value, onChange }: { readonly value: string; readonly onChange: (team: string) => void }) {
  const translate = useTranslate();
  const teams = useTeams(true);
  return (
    <Autocomplete
      freeSolo autoSelect options={[...teams]} value={value} onChange={(_, team) => onChange(team ?? '')}
      renderInput={(params) => <TextField {...params} required label={translate('flow.team')} />}
    />
  );
}

/** The hooks of the object that find approvers, of the draft too. */
function HookChoice({ object, value, onChange }: { readonly object: string; readonly value: string; readonly onChange: (hook: string) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const hooks = drafted.flatMap(({ body }) => (body?.kind === 'hook' && body.object === object && Array.isArray(body.on) && body.on.includes('approvers') ? [body] : []));
  return (
    <TextField select required label={translate('flow.hook')} helperText={translate('flow.hookHelp')} value={value} onChange={(event) => onChange(event.target.value)}>
      {!hooks.some((h) => h.name === value) && <MenuItem value={value} dense>{value}</MenuItem>}
      {hooks.map((h) => <MenuItem key={String(h.name)} value={String(h.name)} dense>{textFor(h.label, locale)}</MenuItem>)}
    </TextField>
  );
}
