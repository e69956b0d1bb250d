import { Box, FormControlLabel, Switch, TextField, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { NamedChoice } from '../actions/NamedChoice';
import { isName, type Body, type FieldBody } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { ChoiceSetting, FieldsPicker, NumberSetting } from '../Pickers';
import { textsOf, withSettings } from '../pointers';
import { valueSourceOf } from '../settings';
import { Texts } from '../Texts';
import { findingsAt } from '../useFindings';
import { ApproverList } from './ApproverList';
import { itemsOf, type FlowItem } from './flow';
import { TimeLimits } from './TimeLimits';

/** Settings that documents leave out when they say what holds anyway. */
const defaults: Body = { rule: 'any', firstOnly: false };

const rules = ['any', 'all', 'ratio', 'inOrder'] as const;

export interface ItemSettingsProps {
  readonly flow: Body;
  readonly item: FlowItem;
  readonly findings: readonly Finding[];
  readonly onChange: (item: Body) => void;
}

/** Everything that is said about a step or branch. */
export function ItemSettings(props: ItemSettingsProps) {
  const { flow, item, findings, onChange } = props;
  const translate = useTranslate();
  const object = String(flow.object ?? '');
  const put = (changes: Body) => onChange(withSettings(item.body, changes, defaults));
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'STORED' }), [object]);
  const said = findingsAt(findings, item.pointer, false).concat(findings.filter((f) => f.pointer === `${item.pointer}/name` || f.pointer === `${item.pointer}/label`));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <FindingList findings={said} />
      <Texts value={item.body.label} required onChange={(label) => put({ label })} />
      {item.kind === 'flow' && (
        <>
          <NamedChoice kind="approvalFlow" object={object} label={translate('flow.otherFlow')} value={item.body.flow} suits={(other) => other.name !== flow.name} onChange={(name) => onChange({ ...item.body, flow: name })} />
          <Typography variant="caption" color="text.secondary">{translate('flow.otherFlowHelp')}</Typography>
          <FindingList findings={findings.filter((f) => f.pointer === `${item.pointer}/flow`)} />
        </>
      )}
      {item.kind === 'step' && <AnswerSettings {...props} put={put} />}
      <ExpressionInput
        label={translate(`flow.when_${item.kind}`)} help={translate(`flow.whenHelp_${item.kind}`)} lines={1} placeholder="record.amount > 10000.0" place={place}
        value={typeof item.body.when === 'string' ? item.body.when : ''} onChange={(when) => put({ when })}
      />
      {item.kind === 'fork' && (
        <FormControlLabel label={translate('flow.firstOnly')} control={<Switch checked={item.body.firstOnly === true} onChange={(event) => put({ firstOnly: event.target.checked })} />} />
      )}
      {item.kind === 'step' && <RecordSettings {...props} put={put} />}
      <NameInput {...props} />
    </Box>
  );
}

function NameInput({ flow, item, onChange }: ItemSettingsProps) {
  const translate = useTranslate();
  const taken = itemsOf(flow).some((other) => other.pointer !== item.pointer && other.name === item.name);
  const fault = !isName(item.name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : taken ? translate('studio.nameTaken') : undefined;
  return (
    <TextField
      required label={translate('studio.name')} value={item.name} error={fault !== undefined} helperText={fault ?? translate('flow.nameHelp')}
      onChange={(event) => onChange({ ...item.body, name: event.target.value })}
    />
  );
}

const isEdited = (field: FieldBody): boolean => valueSourceOf(field) === 'entered' && field.type !== 'autoNumber';

interface PartProps extends ItemSettingsProps {
  readonly put: (changes: Body) => void;
}

function People({ flow, item, findings, put, name }: PartProps & { readonly name: 'approvers' | 'fallback' | 'cc' }) {
  const translate = useTranslate();
  return (
    <ApproverList
      object={String(flow.object ?? '')} title={translate(`flow.${name}`)} help={translate(`flow.${name}Help`)} value={item.body[name]} pointer={`${item.pointer}/${name}`} findings={findings}
      onChange={(list) => put({ [name]: list })}
    />
  );
}

/** Who is asked, and what the answers come to. */
function AnswerSettings(props: PartProps) {
  const { item: { body, pointer }, findings, put } = props;
  const translate = useTranslate();
  const rule = typeof body.rule === 'string' ? body.rule : 'any';
  return (
    <>
      <People {...props} name="approvers" />
      <ChoiceSetting
        label={translate('flow.ruleOf')} help={translate(`flow.ruleHelp.${rule}`, { _: '' })} value={rule} options={rules.map((r) => [r, translate(`flow.rule.${r}`)])}
        onChange={(next) => put({ rule: next, ratio: next === 'ratio' ? (body.ratio ?? 0.5) : undefined })}
      />
      {rule === 'ratio' && (
        <NumberSetting
          label={translate('flow.share')} help={translate('flow.shareHelp')} min={1} max={100} value={typeof body.ratio === 'number' ? Math.round(body.ratio * 10_000) / 100 : undefined}
          onChange={(share) => put({ ratio: share === undefined ? undefined : share / 100 })}
        />
      )}
      <FindingList findings={findings.filter((f) => f.pointer === `${pointer}/ratio`)} />
      <People {...props} name="fallback" />
      <TimeLimits object={String(props.flow.object ?? '')} value={body.timeLimits} pointer={`${pointer}/timeLimits`} findings={findings} onChange={(timeLimits) => put({ timeLimits })} />
    </>
  );
}

/** What the step means for the record, and who is told. */
function RecordSettings(props: PartProps) {
  const { flow, item: { body, pointer }, findings, put } = props;
  const translate = useTranslate();
  const fields = (name: 'watchedFields' | 'editableFields') => (
    <>
      <FieldsPicker
        object={String(flow.object ?? '')} label={translate(`flow.${name}`)} help={translate(`flow.${name}Help`)} suits={isEdited} value={textsOf(body[name])} onChange={(names) => put({ [name]: names })}
      />
      <FindingList findings={findingsAt(findings, `${pointer}/${name}`)} />
    </>
  );
  return (
    <>
      {fields('watchedFields')}
      {fields('editableFields')}
      <People {...props} name="cc" />
    </>
  );
}
