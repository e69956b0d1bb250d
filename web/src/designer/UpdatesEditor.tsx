import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../api/expressions';
import type { Finding } from '../api/metadata';
import type { Body, FieldBody } from './documents';
import { ExpressionInput } from './expressions/ExpressionInput';
import { FindingList } from './FindingList';
import { FieldPicker, placeOfValue, useFields } from './Pickers';
import { bodiesOf } from './pointers';
import { valueSourceOf } from './settings';
import { findingsAt } from './useFindings';

const notSet: ReadonlySet<string> = new Set(['autoNumber', 'manyToMany', 'file', 'image', 'json', 'encryptedText', 'address', 'geolocation', 'polymorphicLookup', 'masterDetail']);

/** Types of fields that an expression can set. */
export function canBeSet(field: FieldBody): boolean {
  return !notSet.has(field.type) && valueSourceOf(field) === 'entered';
}

/** Fields that are set at a turn of a process, each with the expression that gives its value. */
export function UpdatesEditor({ object, title, purpose, value, pointer, findings, onChange }: {
  readonly object: string;
  readonly title: string;
  readonly purpose: 'DEFAULT' | 'UPDATE';
  readonly value: unknown;
  /** Where they stand in the document. */
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (updates: readonly Body[]) => void;
}) {
  const translate = useTranslate();
  const updates = bodiesOf(value);
  const put = (index: number, changes: Body) => onChange(updates.map((old, i) => (i === index ? { ...old, ...changes } : old)));
  return (
    <Box role="group" aria-label={title} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{title}</Typography>
      {updates.map((update, index) => (
        <Update
          key={index} object={object} purpose={purpose} update={update} findings={findingsAt(findings, `${pointer}/${index}`)}
          onChange={(changes) => put(index, changes)} onRemove={() => onChange(updates.filter((_, i) => i !== index))}
        />
      ))}
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={() => onChange([...updates, { field: '', value: '' }])}>{translate('process.addUpdate')}</Button>
    </Box>
  );
}

function Update({ object, purpose, update, findings, onChange, onRemove }: {
  readonly object: string;
  readonly purpose: 'DEFAULT' | 'UPDATE';
  readonly update: Body;
  readonly findings: readonly Finding[];
  readonly onChange: (changes: Body) => void;
  readonly onRemove: () => void;
}) {
  const translate = useTranslate();
  const fields = useFields(object);
  const field = fields.find((f) => f.name === update.field)?.field;
  const place = useMemo((): ExpressionPlace => placeOfValue(object, purpose, field), [object, purpose, field]);
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'start', pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
      <FieldPicker required object={object} label={translate('process.field')} value={update.field} suits={canBeSet} onChange={(name) => onChange({ field: name ?? '' })} />
      <IconButton aria-label={translate('process.removeUpdate', { name: String(update.field) })} onClick={onRemove}><CloseOutlined fontSize="small" /></IconButton>
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1, minWidth: 0 }}>
        <ExpressionInput
          required label={translate('process.value')} lines={1} place={place} value={typeof update.value === 'string' ? update.value : ''} onChange={(value) => onChange({ value })}
        />
        <FindingList findings={findings.filter((f) => !f.pointer.endsWith('/value'))} />
      </Box>
    </Box>
  );
}
