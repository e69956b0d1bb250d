import { Box, Divider, FormControlLabel, FormHelperText, MenuItem, Switch, TextField } from '@mui/material';
import { useMemo } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { textFor, type Body, type FieldBody } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { FieldPicker, NumberSetting } from '../Pickers';
import { withSettings } from '../pointers';
import { useStudio } from '../StudioContext';
import { Texts } from '../Texts';
import { findingsAt } from '../useFindings';
import { pipelineDefaults } from './stages';

const isAmount = (field: FieldBody): boolean => field.type === 'currency' || field.type === 'decimal' || field.type === 'integer';

/** The fields of the record that a pipeline writes or adds up, by the type that they have. */
const targets = [
  ['amountField', isAmount], ['probabilityField', (f: FieldBody) => f.type === 'percent'], ['forecastField', (f: FieldBody) => f.type === 'picklist'], ['closedField', (f: FieldBody) => f.type === 'dateTime'],
] as const;

/** What is said about a pipeline as a whole: whose records go through it, and which fields it writes. */
export function PipelineSettings({ pipeline, findings, onChange }: { readonly pipeline: Body; readonly findings: readonly Finding[]; readonly onChange: (pipeline: Body) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const object = String(pipeline.object ?? '');
  const objects = drafted.flatMap(({ body }) => (body?.kind === 'object' && body.writes !== 'none' ? [body] : []));
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'MEMBERSHIP' }), [object]);
  const put = (changes: Body) => onChange(withSettings(pipeline, changes, pipelineDefaults));
  const own = (name: string) => <FindingList findings={findingsAt(findings, `/${name}`)} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 760 }}>
      <Texts required value={pipeline.label} onChange={(label) => put({ label })} />
      <Texts value={pipeline.description} label="flow.description" labelZh="flow.descriptionZh" onChange={(description) => put({ description })} />
      <TextField select label={translate('studio.object')} value={object} onChange={(event) => put({ object: event.target.value })}>
        {!objects.some((o) => o.name === object) && <MenuItem value={object}>{object}</MenuItem>}
        {objects.map((o) => <MenuItem key={String(o.name)} value={String(o.name)} dense>{textFor(o.label, locale)}</MenuItem>)}
      </TextField>
      {own('object')}
      <FieldPicker
        required object={object} label={translate('stage.field')} help={translate('stage.fieldHelp')} value={pipeline.field} suits={(f) => f.type === 'picklist'} onChange={(field) => put({ field })}
      />
      {own('field')}
      <ExpressionInput
        label={translate('stage.when')} help={translate('stage.whenHelp')} lines={2} placeholder={'record.recordType == "renewal"'} place={place}
        value={typeof pipeline.when === 'string' ? pipeline.when : ''} onChange={(when) => put({ when })}
      />
      {own('when')}
      <NumberSetting label={translate('flow.priority')} help={translate('stage.priorityHelp')} min={0} max={1_000_000} value={pipeline.priority ?? 100} onChange={(priority) => put({ priority })} />
      {own('priority')}
      <Divider />
      {targets.map(([name, suits]) => (
        <Box key={name} sx={{ display: 'grid', gap: 1 }}>
          <FieldPicker object={object} label={translate(`stage.${name}`)} help={translate(`stage.${name}Help`)} none={translate('stage.noField')} value={pipeline[name]} suits={suits} onChange={(field) => put({ [name]: field })} />
          {own(name)}
        </Box>
      ))}
      <Box>
        <FormControlLabel label={translate('stage.keepTotals')} control={<Switch checked={pipeline.keepTotals === true} onChange={(event) => put({ keepTotals: event.target.checked })} />} />
        <FormHelperText>{translate('stage.keepTotalsHelp')}</FormHelperText>
      </Box>
      {own('keepTotals')}
    </Box>
  );
}
