import { Box, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace, ExpressionPurpose } from '../api/expressions';
import type { Body, FieldBody } from './documents';
import { ExpressionInput } from './expressions/ExpressionInput';
import { canBeFiltered, choosableFrom, choosableOf, valueSourceOf } from './settings';

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
      {conditionsOf(field).map((name) => (name === 'choosable'
        ? <Choosable key={name} object={object} field={field} onChange={onChange} />
        : <Condition key={name} object={object} field={field} name={name} onChange={onChange} />))}
    </Box>
  );
}

function Condition({ object, field, name, onChange }: {
  readonly object: string;
  readonly field: FieldBody;
  readonly name: Exclude<ConditionName, 'choosable'>;
  readonly onChange: (changes: Body) => void;
}) {
  const translate = useTranslate();
  const place = useMemo((): ExpressionPlace => ({ object, purpose: purposes[name] }), [object, name]);
  return (
    <ExpressionInput
      label={translate(`condition.${name}`)} value={typeof field[name] === 'string' ? field[name] : ''} place={place} lines={1}
      placeholder={translate(`condition.${name}Example`)} help={translate(`condition.${name}Help`)} onChange={(value) => onChange({ [name]: value })}
    />
  );
}

/** Which records may be chosen, for each object that the field points to. */
function Choosable({ object, field, onChange }: { readonly object: string; readonly field: FieldBody; readonly onChange: (changes: Body) => void }) {
  const conditions = choosableOf(field);
  return [...conditions].map(([target, condition]) => (
    <ChoosableOf
      key={target} object={object} target={target} isOnly={field.type !== 'polymorphicLookup'} condition={condition}
      onChange={(value) => onChange({ choosable: choosableFrom(field.type, new Map(conditions).set(target, value)) })}
    />
  ));
}

function ChoosableOf({ object, target, isOnly, condition, onChange }: {
  readonly object: string;
  readonly target: string;
  /** The field points to no other object. */
  readonly isOnly: boolean;
  readonly condition: string;
  readonly onChange: (condition: string) => void;
}) {
  const translate = useTranslate();
  const place = useMemo((): ExpressionPlace => ({ object, purpose: purposes.choosable, target }), [object, target]);
  return (
    <ExpressionInput
      label={isOnly ? translate('condition.choosable') : translate('condition.choosableOf', { object: target })} value={condition} place={place} lines={1}
      placeholder={isOnly ? translate('condition.choosableExample') : ''} help={translate('condition.choosableHelp')} onChange={onChange}
    />
  );
}
