import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, TextField, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { isName, type Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { FieldPicker } from '../Pickers';
import { bodiesOf, withSettings } from '../pointers';
import { Texts } from '../Texts';
import { findingsAt } from '../useFindings';

/** Conditions of entering or leaving a stage, each with what is said while it is not true. */
export function GateList({ object, title, help, value, taken, pointer, findings, onChange }: {
  readonly object: string;
  readonly title: string;
  readonly help: string;
  readonly value: unknown;
  /** Names of all gates of the pipeline. */
  readonly taken: readonly string[];
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (gates: readonly Body[]) => void;
}) {
  const translate = useTranslate();
  const gates = bodiesOf(value);
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'WRITE' }), [object]);
  const put = (index: number, changes: Body) => onChange(gates.map((old, i) => (i === index ? withSettings(old, changes) : old)));
  const fresh = (): string => {
    for (let n = 1; ; n += 1) if (!taken.includes(`gate${n}`)) return `gate${n}`;
  };
  return (
    <Box role="group" aria-label={title} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Box>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{title}</Typography>
        <Typography variant="caption" color="text.secondary">{help}</Typography>
      </Box>
      {gates.map((gate, index) => {
        const name = String(gate.name ?? '');
        const fault = !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : taken.filter((t) => t === name).length > 1 ? translate('studio.nameTaken') : undefined;
        return (
          <Box key={index} sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' }, pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
            <Box sx={{ gridColumn: '1 / -1', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 1 }}>
              <TextField required label={translate('studio.name')} value={name} error={fault !== undefined} helperText={fault} onChange={(event) => onChange(gates.map((old, i) => (i === index ? { ...old, name: event.target.value } : old)))} />
              <IconButton aria-label={translate('stage.removeGate', { name })} onClick={() => onChange(gates.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
            </Box>
            <Box sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
              <ExpressionInput
                required lines={1} label={translate('stage.condition')} placeholder="record.amount > 0.0" place={place} value={typeof gate.condition === 'string' ? gate.condition : ''}
                onChange={(condition) => onChange(gates.map((old, i) => (i === index ? { ...old, condition } : old)))}
              />
            </Box>
            <Texts required value={gate.message} label="stage.message" labelZh="stage.messageZh" onChange={(message) => put(index, { message: message ?? '' })} />
            <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1 }}>
              <FieldPicker object={object} label={translate('stage.gateField')} none={translate('stage.noField')} value={gate.field} onChange={(field) => put(index, { field })} />
              <FindingList findings={findingsAt(findings, `${pointer}/${index}`).filter((f) => !f.pointer.endsWith('/condition'))} />
            </Box>
          </Box>
        );
      })}
      <Button
        startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={gates.length >= 20}
        onClick={() => onChange([...gates, { name: fresh(), condition: '', message: { 'en': 'Something is missing.', 'zh-CN': '尚有缺失。' } }])}
      >
        {translate('stage.addGate')}
      </Button>
    </Box>
  );
}
