import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import PlaylistAddOutlined from '@mui/icons-material/PlaylistAddOutlined';
import { Autocomplete, Box, Button, IconButton, MenuItem, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { lazy, Suspense } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { isDecimal, parseTyped, shiftDecimal } from '../model/decimals';
import { typeOf } from '../model/fieldTypes';
import {
  conditionPaths, emptyGroup, isGroup, maxGroupDepth, operatorsOf, resolveCondition, spans,
  type Condition, type ConditionGroup, type ConditionTarget, type Operator,
} from '../model/filters';
import { refsOf } from '../model/records';
import { formatClock, parseClock, parseIsoDuration, toIsoDuration } from '../model/times';
import { AnyRecordsPicker, RecordsPicker } from '../fields/ReferenceInputs';
import { useWorkspace } from '../providers/workspaceContext';
import { operatorLabel, useTargetLabel } from './conditionWords';

const MomentPicker = lazy(async () => ({ default: (await import('../fields/MomentInputs')).MomentPicker }));

/** Conditions over the fields of an object, joined by and/or, with groups inside. */
export function FilterBuilder({ object, group, onChange, depth = 0 }: {
  readonly object: WorkspaceObject;
  readonly group: ConditionGroup;
  readonly onChange: (group: ConditionGroup) => void;
  readonly depth?: number;
}) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const targets = conditionPaths(workspace, object);
  const put = (index: number, item: Condition | ConditionGroup) => onChange({ ...group, items: group.items.map((old, i) => (i === index ? item : old)) });
  const drop = (index: number) => onChange({ ...group, items: group.items.filter((_, i) => i !== index) });
  const first = targets.find((t) => t.path === object.nameField) ?? targets[0];
  const add = () => {
    if (first !== undefined) onChange({ ...group, items: [...group.items, { path: first.path, op: operatorsOf(first.field)[0] ?? 'isNull' }] });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <ToggleButtonGroup
        exclusive size="small" color="primary" value={group.match}
        onChange={(_, match: unknown) => { if (match === 'all' || match === 'any') onChange({ ...group, match }); }}
      >
        <ToggleButton value="all">{translate('filter.all')}</ToggleButton>
        <ToggleButton value="any">{translate('filter.any')}</ToggleButton>
      </ToggleButtonGroup>
      {group.items.length === 0 && <Typography color="text.secondary" variant="body2">{translate('filter.empty')}</Typography>}
      {group.items.map((item, index) => isGroup(item)
        ? (
          <Box key={index} sx={{ position: 'relative', pl: 1.5, py: 1, borderLeft: 3, borderColor: 'primary.light', bgcolor: 'action.hover', borderRadius: 1, pr: 1 }}>
            <FilterBuilder object={object} group={item} onChange={(changed) => put(index, changed)} depth={depth + 1} />
            <IconButton
              size="small" sx={{ position: 'absolute', top: 6, right: 4 }} aria-label={translate('filter.removeGroup')} onClick={() => drop(index)}
            >
              <CloseOutlined fontSize="small" />
            </IconButton>
          </Box>
        )
        : (
          <ConditionRow
            key={index} object={object} condition={item} targets={targets} onChange={(changed) => put(index, changed)} onRemove={() => drop(index)}
          />
        ))}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button size="small" startIcon={<AddOutlined />} onClick={add}>{translate('filter.add')}</Button>
        {depth + 1 < maxGroupDepth && (
          <Button
            size="small" startIcon={<PlaylistAddOutlined />}
            onClick={() => onChange({ ...group, items: [...group.items, { ...emptyGroup, match: group.match === 'all' ? 'any' : 'all' }] })}
          >
            {translate('filter.addGroup')}
          </Button>
        )}
      </Box>
    </Box>
  );
}

function ConditionRow({ object, condition, targets, onChange, onRemove }: {
  readonly object: WorkspaceObject;
  readonly condition: Condition;
  readonly targets: readonly ConditionTarget[];
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const label = useTargetLabel();
  const target = resolveCondition(workspace, object, condition.path);
  const operators = target === undefined ? [] : operatorsOf(target.field);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr auto', sm: 'minmax(0, 5fr) minmax(0, 3fr) minmax(0, 6fr) auto' }, gap: 1, alignItems: 'start' }}>
      <Autocomplete
        size="small" disableClearable
        options={[...targets]}
        value={target ?? undefined}
        getOptionLabel={label}
        getOptionKey={(option) => option.path}
        isOptionEqualToValue={(a, b) => a.path === b.path}
        groupBy={(option) => option.via?.label ?? object.label}
        onChange={(_, chosen) => onChange({ path: chosen.path, op: operatorsOf(chosen.field)[0] ?? 'isNull' })}
        renderInput={(params) => <TextField {...params} label={translate('filter.field')} />}
      />
      <TextField
        select size="small" label={translate('filter.operator')} value={operators.includes(condition.op) ? condition.op : ''}
        sx={{ gridRow: { xs: 2, sm: 'auto' } }}
        onChange={(event) => {
          const op = operators.find((o) => o === event.target.value);
          if (op !== undefined) onChange({ path: condition.path, op, value: keeps(condition.op, op) ? condition.value : undefined });
        }}
      >
        {operators.map((op) => <MenuItem key={op} value={op} dense>{target === undefined ? op : operatorLabel(translate, target.field, op)}</MenuItem>)}
      </TextField>
      <Box sx={{ gridRow: { xs: 3, sm: 'auto' }, minWidth: 0 }}>
        {target !== undefined && <ValueInput field={target.field} op={condition.op} value={condition.value} onChange={(value) => onChange({ ...condition, value })} />}
      </Box>
      <IconButton size="small" aria-label={translate('filter.remove')} onClick={onRemove} sx={{ mt: 0.25, gridRow: { xs: 1, sm: 'auto' }, gridColumn: { xs: 2, sm: 'auto' } }}>
        <CloseOutlined fontSize="small" />
      </IconButton>
    </Box>
  );
}

/** Operators of one family share the form of their value. */
function keeps(before: Operator, after: Operator): boolean {
  const family = (op: Operator): string =>
    ['in', 'notIn', 'hasAny', 'hasAll'].includes(op) ? 'list' : ['between', 'within', 'isNull', 'notNull'].includes(op) ? op : 'one';
  return family(before) === family(after);
}

interface ValueProps {
  readonly field: WorkspaceField;
  readonly op: Operator;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function ValueInput({ field, op, value, onChange }: ValueProps) {
  const translate = useTranslate();
  const type = typeOf(field);
  if (op === 'isNull' || op === 'notNull') return null;
  if (op === 'between') {
    const [from, to]: readonly unknown[] = Array.isArray(value) ? value : [];
    return (
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}>
        <OneValue field={field} label={translate('filter.from')} value={from} onChange={(v) => onChange([v, to])} />
        <OneValue field={field} label={translate('filter.to')} value={to} onChange={(v) => onChange([from, v])} />
      </Box>
    );
  }
  if (op === 'within') return <SpanInput value={value} onChange={onChange} />;
  if (type === 'checkbox') {
    return (
      <TextField select fullWidth size="small" label={translate('filter.value')} value={value === undefined ? '' : String(value)} onChange={(event) => onChange(event.target.value === 'true')}>
        <MenuItem value="true">{translate('filter.yes')}</MenuItem>
        <MenuItem value="false">{translate('filter.no')}</MenuItem>
      </TextField>
    );
  }
  if (type === 'picklist' || type === 'multiPicklist') return <ChoicesInput field={field} value={value} onChange={onChange} />;
  if (type === 'lookup' || type === 'masterDetail' || type === 'manyToMany') {
    return <RecordsPicker reader object={field.targets?.[0] ?? ''} label={translate('filter.value')} value={refsOf(value)} onChange={onChange} />;
  }
  if (type === 'polymorphicLookup') {
    return <AnyRecordsPicker objects={field.targets ?? []} label={translate('filter.value')} value={refsOf(value)} onChange={onChange} />;
  }
  if (type === 'tags') {
    return (
      <Autocomplete
        multiple freeSolo autoSelect size="small" options={[]} value={Array.isArray(value) ? value.map(String) : []} onChange={(_, tags) => onChange(tags)}
        renderInput={(params) => <TextField {...params} label={translate('filter.value')} placeholder={translate('form.addTag')} />}
      />
    );
  }
  return <OneValue field={field} label={translate('filter.value')} value={value} onChange={onChange} />;
}

function OneValue({ field, label, value, onChange }: {
  readonly field: WorkspaceField; readonly label: string; readonly value: unknown; readonly onChange: (value: unknown) => void;
}) {
  const type = typeOf(field);
  if (type === 'date' || type === 'dateTime' || type === 'time') {
    return <Suspense fallback={null}><MomentPicker kind={type} label={label} value={value} change={onChange} /></Suspense>;
  }
  if (['integer', 'decimal', 'currency', 'percent', 'duration'].includes(type)) {
    return <NumberValue key={type} field={field} label={label} value={value} onChange={onChange} />;
  }
  return <TextField fullWidth size="small" label={label} value={value ?? ''} onChange={(event) => onChange(event.target.value)} />;
}

function NumberValue({ field, label, value, onChange }: {
  readonly field: WorkspaceField; readonly label: string; readonly value: unknown; readonly onChange: (value: unknown) => void;
}) {
  const type = typeOf(field);
  const shown = value == null ? '' : type === 'percent' ? shiftDecimal(String(value), 2) : type === 'duration' ? clock(value) : String(value);
  const read = (typed: string): unknown => {
    if (type === 'duration') {
      const seconds = parseClock(typed);
      return seconds === undefined ? undefined : toIsoDuration(seconds);
    }
    const number = parseTyped(typed, 'en');
    if (number === undefined || !isDecimal(number)) return undefined;
    if (type === 'percent') return shiftDecimal(number, -2);
    return type === 'integer' ? Number(number) : number;
  };
  return (
    <TextField
      fullWidth size="small" label={label} defaultValue={shown} placeholder={type === 'duration' ? '1:30' : undefined}
      slotProps={{ htmlInput: { inputMode: 'decimal' }, input: { endAdornment: type === 'percent' ? '%' : undefined } }}
      onChange={(event) => onChange(read(event.target.value))}
    />
  );
}

function clock(value: unknown): string {
  const seconds = parseIsoDuration(String(value));
  return seconds === undefined ? '' : formatClock(seconds);
}

function ChoicesInput({ field, value, onChange }: Omit<ValueProps, 'op'>) {
  const translate = useTranslate();
  const label = (choice: string): string => field.choices?.find((c) => c.value === choice)?.label ?? choice;
  return (
    <Autocomplete
      multiple disableCloseOnSelect size="small" options={(field.choices ?? []).map((c) => c.value)} getOptionLabel={label}
      value={Array.isArray(value) ? value.map(String) : []} onChange={(_, chosen) => onChange(chosen)}
      slotProps={{ chip: { size: 'small' } }}
      renderInput={(params) => <TextField {...params} label={translate('filter.value')} />}
    />
  );
}

/** A named span (`THIS_MONTH`), or one of a number of days (`{LAST_N_DAYS: 7}`). */
function SpanInput({ value, onChange }: { readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const translate = useTranslate();
  const counted = typeof value === 'object' && value !== null ? Object.entries(value)[0] : undefined;
  const name = typeof value === 'string' ? value : counted?.[0] ?? '';
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: counted === undefined ? '1fr' : '2fr 1fr', gap: 1 }}>
      <TextField
        select fullWidth size="small" label={translate('filter.value')} value={name}
        onChange={(event) => onChange(event.target.value.includes('_N_') ? { [event.target.value]: 7 } : event.target.value)}
      >
        {spans.map((span) => <MenuItem key={span} value={span} dense>{translate(`span.${span}`)}</MenuItem>)}
      </TextField>
      {counted !== undefined && (
        <TextField
          type="number" size="small" label={translate('filter.days')} value={String(counted[1])}
          onChange={(event) => onChange({ [name]: Math.max(1, Math.trunc(Number(event.target.value)) || 1) })}
        />
      )}
    </Box>
  );
}
