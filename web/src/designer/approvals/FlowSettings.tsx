import { Alert, Box, Divider, FormControlLabel, FormGroup, FormLabel, MenuItem, Switch, TextField } from '@mui/material';
import { useMemo } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { ActionsEditor } from '../actions/ActionsEditor';
import { textFor, type Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { ChoiceSetting, FieldsPicker, NamesPicker, NumberSetting, useNamed } from '../Pickers';
import { textsOf, withSettings } from '../pointers';
import { useStudio } from '../StudioContext';
import { Texts } from '../Texts';
import { UpdatesEditor } from '../UpdatesEditor';
import { findingsAt } from '../useFindings';

const defaults: Body = { priority: 100, active: true, manual: true, onCreate: false, onEdit: false, onVoid: false, recall: 'untilActed', askOnce: true, selfApproval: 'manager' };
const turns = ['onSubmit', 'onApprove', 'onReject', 'onRecall'] as const;
const outcomes = ['submitActions', 'approveActions', 'rejectActions', 'returnActions', 'recallActions', 'timeoutActions'] as const;

interface Props {
  readonly flow: Body;
  readonly findings: readonly Finding[];
  readonly onChange: (flow: Body) => void;
}

/** What is said about a flow as a whole: what it is for, when it starts, and what it sets. */
export function FlowSettings({ flow, findings, onChange }: Props) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const roles = useNamed('role');
  const calendars = useNamed('businessCalendar');
  const objects = drafted.flatMap(({ body }) => (body?.kind === 'object' && body.writes !== 'none' ? [body] : []));
  const object = String(flow.object ?? '');
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'STORED' }), [object]);
  const put = (changes: Body) => onChange(withSettings(flow, changes, defaults));
  const flag = (name: string, on: boolean, label = `flow.${name}`) => (
    <FormControlLabel label={translate(label)} control={<Switch checked={flow[name] === undefined ? on : flow[name] === true} onChange={(event) => put({ [name]: event.target.checked })} />} />
  );
  const atOwn = (...names: readonly string[]) => <FindingList findings={names.flatMap((name) => findingsAt(findings, `/${name}`))} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Texts value={flow.label} required onChange={(label) => put({ label })} />
      <Texts value={flow.description} label="flow.description" labelZh="flow.descriptionZh" onChange={(description) => put({ description })} />
      <TextField select label={translate('studio.object')} value={object} onChange={(event) => put({ object: event.target.value })}>
        {!objects.some((o) => o.name === object) && <MenuItem value={object}>{object}</MenuItem>}
        {objects.map((o) => <MenuItem key={String(o.name)} value={String(o.name)} dense>{textFor(o.label, locale)}</MenuItem>)}
      </TextField>
      {atOwn('label', 'object')}
      {flag('active', true)}
      {flow.active === false && <Alert severity="info">{translate('flow.inactive')}</Alert>}
      <FormGroup>
        <FormLabel>{translate('flow.starts')}</FormLabel>
        {flag('manual', true)}
        {flag('onCreate', false)}
        {flag('onEdit', false)}
        {flag('onVoid', false)}
      </FormGroup>
      {atOwn('manual')}
      {(flow.onEdit === true || textsOf(flow.editedFields).length > 0) && (
        <FieldsPicker object={object} label={translate('flow.editedFields')} help={translate('flow.editedFieldsHelp')} value={textsOf(flow.editedFields)} onChange={(editedFields) => put({ editedFields })} />
      )}
      {atOwn('editedFields')}
      <ExpressionInput
        label={translate('flow.when')} help={translate('flow.whenHelp')} lines={2} placeholder="record.amount > 10000.0" place={place}
        value={typeof flow.when === 'string' ? flow.when : ''} onChange={(when) => put({ when })}
      />
      <NumberSetting label={translate('flow.priority')} help={translate('flow.priorityHelp')} min={0} max={1_000_000} value={flow.priority ?? 100} onChange={(priority) => put({ priority })} />
      <Divider />
      <ChoiceSetting
        label={translate('flow.selfApproval')} value={String(flow.selfApproval ?? 'manager')} options={['manager', 'allow', 'pass'].map((v) => [v, translate(`flow.self.${v}`)])}
        onChange={(selfApproval) => put({ selfApproval })}
      />
      <ChoiceSetting
        label={translate('flow.recall')} value={String(flow.recall ?? 'untilActed')} options={['untilActed', 'always', 'never'].map((v) => [v, translate(`flow.recalls.${v}`)])}
        onChange={(recall) => put({ recall })}
      />
      {flag('askOnce', true)}
      <ChoiceSetting
        label={translate('flow.calendar')} help={translate('flow.calendarHelp')} value={String(flow.calendar ?? '')} options={[['', translate('flow.defaultCalendar')], ...calendars.map((c) => [c.name, c.label] as const)]}
        onChange={(calendar) => put({ calendar })}
      />
      {atOwn('calendar')}
      <NamesPicker label={translate('flow.exemptRoles')} help={translate('flow.exemptRolesHelp')} options={roles} value={textsOf(flow.exemptRoles)} onChange={(exemptRoles) => put({ exemptRoles })} />
      {atOwn('exemptRoles')}
      <Divider />
      {turns.map((turn) => (
        <UpdatesEditor
          key={turn} object={object} title={translate(`flow.${turn}`)} purpose="DEFAULT" value={flow[turn]} pointer={`/${turn}`} findings={findings} onChange={(updates) => put({ [turn]: updates })}
        />
      ))}
      <Divider />
      {outcomes.map((outcome) => (
        <ActionsEditor
          key={outcome} object={object} title={translate(`processAction.${outcome}`)} purpose="DEFAULT" value={flow[outcome]} pointer={`/${outcome}`} findings={findings} onChange={(actions) => put({ [outcome]: actions })}
        />
      ))}
    </Box>
  );
}
