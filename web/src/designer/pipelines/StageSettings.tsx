import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Alert, Box, Button, Divider, FormControlLabel, IconButton, Switch, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Finding } from '../../api/metadata';
import { ActionsEditor } from '../actions/ActionsEditor';
import type { Body, FieldBody } from '../documents';
import { FindingList } from '../FindingList';
import { ChoiceSetting, FieldPicker, FieldsPicker, NumberSetting } from '../Pickers';
import { bodiesOf, textsOf, withSettings } from '../pointers';
import { valueSourceOf } from '../settings';
import { Texts } from '../Texts';
import { UpdatesEditor } from '../UpdatesEditor';
import { findingsAt } from '../useFindings';
import { useChoices } from './choices';
import { GateList } from './GateList';
import { kindOf, stageDefaults, stagesOf } from './stages';
import { StageName } from './StageName';
import { StageTasks } from './StageTasks';
import { TimedTransitions } from './TimedTransitions';

const kinds = ['open', 'won', 'lost', 'invalid'] as const;
const texts: ReadonlySet<string> = new Set(['text', 'longText']);

const isFilled = (field: FieldBody): boolean => valueSourceOf(field) === 'entered' && field.type !== 'autoNumber' && field.type !== 'manyToMany';

interface Props {
  readonly pipeline: Body;
  readonly index: number;
  readonly findings: readonly Finding[];
  readonly onChange: (stage: Body) => void;
}

/** Everything that is said about a stage. */
export function StageSettings({ pipeline, index, findings, onChange }: Props) {
  const translate = useTranslate();
  const object = String(pipeline.object ?? '');
  const stage = stagesOf(pipeline)[index] ?? {};
  const at = `/stages/${index}`;
  const kind = kindOf(stage);
  const forecasts = useChoices(object, pipeline.forecastField).choices;
  const put = (changes: Body) => onChange(withSettings(stage, changes, stageDefaults));
  const taken = stagesOf(pipeline).flatMap((s) => [...bodiesOf(s.entry), ...bodiesOf(s.exit)]).map((g) => String(g.name));
  const tasks = stagesOf(pipeline).flatMap((s) => bodiesOf(s.tasks)).map((t) => String(t.name));
  const own = (...names: readonly string[]) => <FindingList findings={names.flatMap((name) => findingsAt(findings, `${at}/${name}`))} />;
  const gates = (name: 'entry' | 'exit') => (
    <GateList
      object={object} title={translate(`stage.${name}`)} help={translate(`stage.${name}Help`)} value={stage[name]} taken={taken} pointer={`${at}/${name}`} findings={findings}
      onChange={(list) => put({ [name]: list })}
    />
  );
  const updates = (name: 'onEnter' | 'onExit') => (
    <UpdatesEditor
      object={object} title={translate(`stage.${name}`)} purpose="UPDATE" value={stage[name]} pointer={`${at}/${name}`} findings={findings} onChange={(list) => put({ [name]: list })}
    />
  );
  const actions = (name: 'enterActions' | 'exitActions') => (
    <ActionsEditor
      object={object} title={translate(`stage.${name}`)} purpose="UPDATE" value={stage[name]} pointer={`${at}/${name}`} findings={findings} onChange={(list) => put({ [name]: list })}
    />
  );
  const { choices } = useChoices(object, pipeline.field);
  const others = stagesOf(pipeline).filter((s) => s.value !== stage.value).map((s) => [String(s.value), choices.find((c) => c.value === s.value)?.label ?? String(s.value)] as const);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <FindingList findings={findingsAt(findings, at, false)} />
      {own('value')}
      <StageName object={object} field={pipeline.field} value={stage.value} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
        <ChoiceSetting label={translate('stage.kind')} value={kind} options={kinds.map((k) => [k, translate(`stage.kinds.${k}`)])} onChange={(next) => put({ kind: next })} />
        <NumberSetting
          label={translate('stage.probability')} min={0} max={100} value={typeof stage.probability === 'number' ? Math.round(stage.probability * 10_000) / 100 : undefined}
          onChange={(share) => put({ probability: share === undefined ? undefined : Math.round(share * 100) / 10_000 })}
        />
        {forecasts.length > 0 && (
          <ChoiceSetting
            label={translate('stage.forecast')} value={String(stage.forecast ?? '')} options={[['', translate('stage.noForecast')], ...forecasts.map((f) => [f.value, f.label] as const)]}
            onChange={(forecast) => put({ forecast })}
          />
        )}
        <NumberSetting label={translate('stage.staleAfterDays')} help={translate('stage.staleHelp')} min={1} max={3650} value={stage.staleAfterDays} onChange={(staleAfterDays) => put({ staleAfterDays })} />
      </Box>
      {own('kind', 'probability', 'forecast', 'staleAfterDays')}
      <FormControlLabel label={translate('stage.retired')} control={<Switch checked={stage.retired === true} onChange={(event) => put({ retired: event.target.checked })} />} />
      {stage.retired === true && <Alert severity="info">{translate('stage.retiredHelp')}</Alert>}
      {kind !== 'open' && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
          <FieldPicker
            object={object} label={translate('stage.reason')} help={translate('stage.reasonHelp')} none={translate('stage.noField')} value={stage.reason} suits={(f) => f.type === 'picklist' && isFilled(f)}
            onChange={(reason) => put({ reason })}
          />
          <FieldPicker
            object={object} label={translate('stage.note')} none={translate('stage.noField')} value={stage.note} suits={(f) => texts.has(f.type) && isFilled(f)} onChange={(note) => put({ note })}
          />
        </Box>
      )}
      {own('reason', 'note')}
      <Divider />
      <Texts lines={3} value={stage.guidance} label="stage.guidance" labelZh="stage.guidanceZh" onChange={(guidance) => put({ guidance })} />
      <Links value={stage.links} onChange={(links) => put({ links })} />
      {own('guidance', 'links')}
      <FieldsPicker object={object} label={translate('stage.keyFields')} help={translate('stage.keyFieldsHelp')} value={textsOf(stage.keyFields)} onChange={(keyFields) => put({ keyFields })} />
      {own('keyFields')}
      <FieldsPicker object={object} label={translate('stage.requiredFields')} help={translate('stage.requiredFieldsHelp')} suits={isFilled} value={textsOf(stage.requiredFields)} onChange={(requiredFields) => put({ requiredFields })} />
      {own('requiredFields')}
      <Divider />
      {gates('entry')}
      {gates('exit')}
      <Divider />
      <StageTasks object={object} value={stage.tasks} taken={tasks} pointer={`${at}/tasks`} findings={findings} onChange={(list) => put({ tasks: list })} />
      <Divider />
      {updates('onEnter')}
      {actions('enterActions')}
      {updates('onExit')}
      {actions('exitActions')}
      <Divider />
      <TimedTransitions object={object} stages={others} value={stage.timed} pointer={`${at}/timed`} findings={findings} onChange={(timed) => put({ timed })} />
    </Box>
  );
}

function Links({ value, onChange }: { readonly value: unknown; readonly onChange: (links: readonly Body[]) => void }) {
  const translate = useTranslate();
  const links = bodiesOf(value);
  const put = (index: number, changes: Body) => onChange(links.map((old, i) => (i === index ? { ...old, ...changes } : old)));
  return (
    <Box role="group" aria-label={translate('stage.links')} sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('stage.links')}</Typography>
      {links.map((link, index) => (
        <Box key={index} sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' }, pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
          <Texts required value={link.label} onChange={(label) => put(index, { label: label ?? '' })} />
          <Box sx={{ gridColumn: '1 / -1', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 1 }}>
            <TextField required label={translate('stage.url')} value={String(link.url ?? '')} placeholder="https://" onChange={(event) => put(index, { url: event.target.value })} />
            <IconButton aria-label={translate('stage.removeLink', { n: index + 1 })} onClick={() => onChange(links.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
          </Box>
        </Box>
      ))}
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={() => onChange([...links, { label: { 'en': 'Material', 'zh-CN': '资料' }, url: 'https://' }])}>{translate('stage.addLink')}</Button>
    </Box>
  );
}
