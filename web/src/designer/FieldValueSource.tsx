import { Box, MenuItem, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { draft, textFor, type Body, type FieldBody } from './documents';
import { ExpressionInput } from './expressions/ExpressionInput';
import { allFieldsOf, relationsOf } from './relations';
import { RollupValues } from './RollupValues';
import { canBeComputed, canBeDefaulted, canRollUp, rollupFunctions, sourceMembers, valueSourceOf, withRollup, withSource, type ValueSource } from './settings';
import { useStudio } from './StudioContext';
import { systemFields } from './systemFields';

/** Where a field's value comes from: people, a formula over the record, or the records of a list. */
export function FieldValueSource({ object, field, aside, onChange }: {
  readonly object: string;
  readonly field: FieldBody;
  /** What the sources that are not chosen now had, so that choosing one by mistake loses nothing. */
  readonly aside: Map<string, unknown>;
  readonly onChange: (changes: Body) => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const hooks = drafted.flatMap(({ body }) => (body?.kind === 'hook' && body.object === object && Array.isArray(body.on) && body.on.includes('compute') ? [body] : []));
  const source = valueSourceOf(field);
  const byHook = source === 'computedBy' || (hooks.length > 0 && canBeDefaulted.has(field.type));
  const offered: readonly ValueSource[] = [
    'entered', ...(canBeComputed.has(field.type) ? ['formula' as const] : []), ...(canRollUp.has(field.type) ? ['rollup' as const] : []), ...(byHook ? ['computedBy' as const] : []),
  ];
  const choose = (next: ValueSource) => {
    for (const [name, value] of Object.entries(sourceMembers(field))) aside.set(name, value);
    onChange(withSource(next, Object.fromEntries(aside), { formula: '', rollup: { relation: '', function: rollupFunctions(field.type)[0] }, computedBy: String(hooks[0]?.name ?? '') }));
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {offered.length > 1 && (
        <ToggleButtonGroup exclusive size="small" color="primary" value={source} aria-label={translate('value.source')} onChange={(_, next: ValueSource | null) => { if (next !== null) choose(next); }}>
          {offered.map((each) => <ToggleButton key={each} value={each} sx={{ px: 2, textTransform: 'none' }}>{translate(`value.${each}`)}</ToggleButton>)}
        </ToggleButtonGroup>
      )}
      <Typography variant="body2" color="text.secondary">{translate(`value.${source}Text`)}</Typography>
      {source === 'formula' && <Expression object={object} field={field} name="formula" required onChange={onChange} />}
      {source === 'computedBy' && (
        <TextField select required label={translate('value.computedBy')} value={String(field.computedBy)} onChange={(event) => onChange({ computedBy: event.target.value })}>
          {!hooks.some((h) => h.name === field.computedBy) && <MenuItem value={String(field.computedBy)} dense>{String(field.computedBy)}</MenuItem>}
          {hooks.map((h) => <MenuItem key={String(h.name)} value={String(h.name)} dense>{textFor(h.label, locale)}</MenuItem>)}
        </TextField>
      )}
      {source === 'rollup' && <Rollup object={object} field={field} onChange={onChange} />}
      {source === 'entered' && canBeDefaulted.has(field.type) && <Expression object={object} field={field} name="defaultFormula" onChange={onChange} />}
    </Box>
  );
}

function Expression({ object, field, name, required, onChange }: {
  readonly object: string;
  readonly field: FieldBody;
  readonly name: 'formula' | 'defaultFormula';
  readonly required?: boolean;
  readonly onChange: (changes: Body) => void;
}) {
  const translate = useTranslate();
  const target = typeof field.target === 'string' ? field.target : undefined;
  const place = useMemo(
    () => ({ object, purpose: name === 'formula' ? 'FORMULA' as const : 'DEFAULT' as const, fieldType: field.type, target }), [object, name, field.type, target]);
  return (
    <ExpressionInput
      label={translate(`value.${name}`)} required={required} value={typeof field[name] === 'string' ? field[name] : ''} place={place} lines={3}
      placeholder={translate(`value.${name}Example`)} help={translate(`value.${name}Help`)} onChange={(value) => onChange({ [name]: value })}
    />
  );
}

function Rollup({ object, field, onChange }: { readonly object: string; readonly field: FieldBody; readonly onChange: (changes: Body) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted, design } = useStudio();
  const applied = allFieldsOf(draft(design.documents, []), object).some((f) => f.name === field.name && isRecord(f.rollup));
  const rollup: Body = isRecord(field.rollup) ? field.rollup : {};
  const relations = relationsOf(drafted, object, locale);
  const relation = relations.find((r) => r.name === rollup.relation);
  const fields = relation === undefined ? [] : [...allFieldsOf(drafted, relation.object), ...systemFields];
  const put = (changes: Body) => onChange({ rollup: withRollup(rollup, changes) });
  const place = useMemo(() => ({ object: relation?.object ?? '', purpose: 'ROLLUP_FILTER' as const }), [relation?.object]);
  const labelOf = (f: FieldBody): string => textFor(f.label, locale) || translate(`systemField.${f.name}`, { _: f.name });
  const ordered = rollup.function === 'first' || rollup.function === 'last';
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      <TextField select required label={translate('value.relation')} value={relation === undefined ? '' : relation.name} onChange={(event) => put({ relation: event.target.value, field: undefined, orderBy: undefined, filter: undefined })} helperText={relations.length === 0 ? translate('value.noRelations') : undefined}>
        {relations.map((r) => <MenuItem key={r.name} value={r.name} dense>{r.label} ({r.name})</MenuItem>)}
      </TextField>
      <TextField select required label={translate('value.function')} value={rollup.function ?? 'count'} onChange={(event) => put({ function: event.target.value })}>
        {rollupFunctions(field.type).map((name) => <MenuItem key={name} value={name} dense>{translate(`value.function_${name}`)}</MenuItem>)}
      </TextField>
      {rollup.function !== 'count' && (
        <TextField select required label={translate('value.rolledField')} value={fields.some((f) => f.name === rollup.field) ? rollup.field : ''} onChange={(event) => put({ field: event.target.value })}>
          {fields.map((f) => <MenuItem key={f.name} value={f.name} dense>{labelOf(f)}</MenuItem>)}
        </TextField>
      )}
      {ordered && (
        <TextField select label={translate('value.orderBy')} value={fields.some((f) => f.name === rollup.orderBy) ? rollup.orderBy : 'createdAt'} onChange={(event) => put({ orderBy: event.target.value })}>
          {fields.map((f) => <MenuItem key={f.name} value={f.name} dense>{labelOf(f)}</MenuItem>)}
        </TextField>
      )}
      {relation !== undefined && (
        <Box sx={{ gridColumn: '1 / -1' }}>
          <ExpressionInput
            label={translate('value.filter')} value={typeof rollup.filter === 'string' ? rollup.filter : ''} place={place} lines={2}
            placeholder={translate('value.filterExample')} help={translate('value.filterHelp', { name: relation.label })} onChange={(filter) => put({ filter })}
          />
        </Box>
      )}
      {applied && <RollupValues object={object} field={field.name} />}
    </Box>
  );
}
