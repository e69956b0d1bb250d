import { Box, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace, ExpressionPurpose } from '../api/expressions';
import type { Body, FieldBody } from './documents';
import { ExpressionInput } from './expressions/ExpressionInput';
import { canBeFiltered, valueSourceOf } from './settings';

type ConditionName = 'visibleWhen' | 'requiredWhen' | 'readOnlyWhen' | 'choosable';

const purposes: Readonly<Record<ConditionName, ExpressionPurpose>> = { visibleWhen: 'WRITE', requiredWhen: 'WRITE', readOnlyWhen: 'STORED', choosable: 'CHOOSABLE' };

/** The conditions that a field may have: when it shows, must be filled in, is fixed, and which records it may point to. */
export function conditionsOf(field: FieldBody): readonly ConditionName[] {
  if (valueSourceOf(field) !== 'entered' || field.type === 'autoNumber') return ['visibleWhen'];
  const required: readonly ConditionName[] = field.type === 'checkbox' || field.type === 'masterDetail' ? [] : ['requiredWhen'];
  return ['visibleWhen', ...required, 'readOnlyWhen', ...(canBeFiltered.has(field.type) ? ['choosable' as const] : [])];
}

export function FieldConditions({ object, field, onChange }: { readonly object: string; readonly field: FieldBody; readonly onChange: (changes: Body) => void }) {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography variant="body2" color="text.secondary">{translate('condition.text')}</Typography>
      {conditionsOf(field).map((name) => <Condition key={name} object={object} field={field} name={name} onChange={onChange} />)}
    </Box>
  );
}

function Condition({ object, field, name, onChange }: {
  readonly object: string;
  readonly field: FieldBody;
  readonly name: ConditionName;
  readonly onChange: (changes: Body) => void;
}) {
  const translate = useTranslate();
  const target = name === 'choosable' && typeof field.target === 'string' ? field.target : undefined;
  const place = useMemo((): ExpressionPlace => ({ object, purpose: purposes[name], target }), [object, name, target]);
  if (name === 'choosable' && target === undefined) return null;
  return (
    <ExpressionInput
      label={translate(`condition.${name}`)} value={typeof field[name] === 'string' ? field[name] : ''} place={place} lines={1}
      placeholder={translate(`condition.${name}Example`)} help={translate(`condition.${name}Help`)} onChange={(value) => onChange({ [name]: value })}
    />
  );
}
