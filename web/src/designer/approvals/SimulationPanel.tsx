import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Alert, Box, Button, LinearProgress, Paper, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Simulation } from '../../api/approvalDesign';
import { RecordPicker } from '../../fields/ReferenceInputs';
import { useWorkspace } from '../../providers/workspaceContext';
import { useErrorText } from '../../views/messages';
import type { Body } from '../documents';
import { bodiesOf } from '../pointers';
import type { AskedStep } from './through';
import { noTrial, type Trial } from './simulation';

const chosenBy: ReadonlySet<unknown> = new Set(['submitterChoice', 'previousChoice']);

interface Props {
  readonly flow: Body;
  /** The steps at which people are asked, those of the flows that it goes through included. */
  readonly asked: readonly AskedStep[];
  readonly trial: Trial;
  readonly sound: boolean;
  readonly result: { readonly data: Simulation | undefined; readonly error: Error | null; readonly isFetching: boolean };
  readonly titleOf: (body: Body) => string;
  readonly onChange: (trial: Trial) => void;
  readonly onClose: () => void;
}

/** Chooses a record and people, and says what the flow would do with it; the steps show the rest. */
export function SimulationPanel({ flow, asked, trial, sound, result, titleOf, onChange, onClose }: Props) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const object = workspace.get(String(flow.object));
  const choices = asked.filter((item) => [...bodiesOf(item.body.approvers), ...bodiesOf(item.body.fallback)].some((a) => chosenBy.has(a.by)));
  return (
    <Paper variant="outlined" component="section" aria-label={translate('flow.simulation')} sx={{ p: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Typography component="h3" sx={{ fontWeight: 600, flex: 1 }}>{translate('flow.simulation')}</Typography>
        {trial.record !== null && <Button onClick={() => onChange(noTrial)}>{translate('flow.simulationClear')}</Button>}
        <Button startIcon={<CloseOutlined />} onClick={onClose}>{translate('ra.action.close')}</Button>
      </Box>
      <Typography variant="body2" color="text.secondary">{translate('flow.simulationHelp')}</Typography>
      {object === undefined ? <Alert severity="info">{translate('expression.noRecords')}</Alert> : (
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(auto-fit, minmax(220px, 1fr))' } }}>
          <RecordPicker object={object.name} label={translate('expression.tryOn', { name: object.label })} value={trial.record} onChange={(record) => onChange({ ...trial, record })} />
          <RecordPicker object="User" label={translate('flow.submitter')} value={trial.submitter} onChange={(submitter) => onChange({ ...trial, submitter })} textField={{ helperText: translate('flow.submitterHelp') }} />
          {choices.map((item) => (
            <RecordPicker
              key={item.name} object="User" label={translate('flow.chosenFor', { name: titleOf(item.body) })} value={trial.chosen[item.name] ?? null}
              onChange={(user) => onChange({ ...trial, chosen: { ...trial.chosen, [item.name]: user } })}
            />
          ))}
        </Box>
      )}
      <Box aria-live="polite" sx={{ display: 'grid', gap: 1 }}>
        {result.isFetching && <LinearProgress />}
        {!sound && trial.record !== null && <Alert severity="warning">{translate('flow.mendFirst')}</Alert>}
        {result.error !== null && <SimulationError error={result.error} />}
        {sound && result.data !== undefined && trial.record !== null && <Outcome asked={asked} simulation={result.data} record={trial.record._label} titleOf={titleOf} />}
      </Box>
    </Paper>
  );
}

function SimulationError({ error }: { readonly error: Error }) {
  const errorText = useErrorText();
  return <Alert severity="error">{errorText(error)}</Alert>;
}

function Outcome({ asked, simulation, record, titleOf }: { readonly asked: readonly AskedStep[]; readonly simulation: Simulation; readonly record: string; readonly titleOf: (body: Body) => string }) {
  const translate = useTranslate();
  const stopped = asked.find((item) => item.name === simulation.problemStep);
  const waits = new Set(simulation.steps.filter((s) => s.asked.some((p) => !p.automatic)).map((s) => s.name));
  return (
    <>
      {!simulation.fits && <Alert severity="warning">{translate('flow.doesNotFit', { record })}</Alert>}
      {simulation.hooks.map((message) => <Alert key={message} severity="warning">{message}</Alert>)}
      {simulation.problem !== undefined && (
        <Alert severity="error">{translate('flow.stopsAt', { step: stopped === undefined ? '' : titleOf(stopped.body), why: translate(`flow.stops.${simulation.problem}`, { _: simulation.problem }) })}</Alert>
      )}
      {simulation.problem === undefined && (
        <Alert severity="success">{translate(waits.size === 0 ? 'flow.nobodyDecides' : 'flow.comesToEnd', { record, smart_count: waits.size })}</Alert>
      )}
    </>
  );
}
