import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import FormatListNumberedOutlined from '@mui/icons-material/FormatListNumberedOutlined';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { Box, Button, Chip, Drawer, IconButton, Paper, Skeleton, ToggleButton, ToggleButtonGroup, Typography, useMediaQuery, type Theme } from '@mui/material';
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useStore, useTranslate } from 'react-admin';
import type { CheckFinding } from '../../api/approvalDesign';
import type { Finding } from '../../api/metadata';
import type { Body } from '../documents';
import { FindingList } from '../FindingList';
import { useFindings } from '../useFindings';
import { FlowList } from './FlowList';
import { FlowSettings } from './FlowSettings';
import { itemAt, type FlowItem } from './flow';
import { ItemActions } from './ItemActions';
import { ItemSettings } from './ItemSettings';
import { useLines } from './lines';
import { noTrial, saidOf, useCheck, useSimulation } from './simulation';
import { SimulationPanel } from './SimulationPanel';
import { askedSteps, stepsThrough, useFindFlow } from './through';
import { useFlowEdits } from './useFlowEdits';
import { useFlowWords } from './words';

const FlowCanvas = lazy(() => import('./FlowCanvas'));
const none: readonly Finding[] = [];
const nobody: readonly CheckFinding[] = [];

/** An approval flow: drawn or as a list, with what is wrong at the step that it is about, and tried on a record. */
export function FlowEditor({ body: flow, onChange }: { readonly body: Body; readonly onChange: (body: Body, apart?: boolean) => void }) {
  const translate = useTranslate();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const [mode, setMode] = useStore<'canvas' | 'list' | ''>('studio.flowMode', '');
  const shown = mode === '' ? (narrow ? 'list' : 'canvas') : mode;
  const [selected, setSelected] = useState<string>();
  const [settings, setSettings] = useState(false);
  const [simulating, setSimulating] = useState(false);
  const [trial, setTrial] = useState(noTrial);
  const words = useFlowWords();
  const find = useFindFlow();
  const lines = useLines(words);
  const name = String(flow.name);
  const looked = useFindings('approvalFlow', name);
  const findings = looked ?? none;
  const sound = looked !== undefined && !looked.some((f) => f.isError);
  const checks = useCheck(name, sound).data ?? nobody;
  const simulation = useSimulation(name, trial, sound);
  const simulated = sound && simulating && trial.record !== null ? simulation.data : undefined;
  const change = useCallback((after: Body, apart: boolean) => onChange(after, apart), [onChange]);
  const edits = useFlowEdits(flow, change, setSelected);
  const linesOf = useCallback((item: FlowItem) => {
    const asked = item.kind === 'step' ? [{ name: item.name, body: item.body }] : item.kind === 'flow' ? stepsThrough(item, name, find) : [];
    return lines(item, saidOf(item, asked, findings, checks, simulated));
  }, [lines, name, find, findings, checks, simulated]);
  const item = useMemo(() => (selected === undefined ? undefined : itemAt(flow, selected)), [flow, selected]);
  const view = { flow, selected: item?.pointer, edits, titleOf: words.label, linesOf, onSelect: (pointer: string | undefined) => { setSelected(pointer); setSettings(pointer === undefined && settings); } };
  const whole = <FlowSettings flow={flow} findings={findings} onChange={(after) => onChange(after)} />;
  const panel = simulating && <SimulationPanel flow={flow} asked={askedSteps(flow, find)} trial={trial} sound={sound} result={simulation} titleOf={words.label} onChange={setTrial} onClose={() => setSimulating(false)} />;
  return (
    <Box sx={({ palette }) => ({ 'display': 'grid', 'gap': 1.5, 'gridTemplateColumns': 'minmax(0, 1fr)', '--flow-warning': palette.mode === 'dark' ? palette.warning.light : '#8a4b00', '--flow-person': palette.mode === 'dark' ? palette.success.light : palette.success.dark })}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <ToggleButtonGroup size="small" exclusive value={shown} aria-label={translate('flow.shownAs')} onChange={(_, next: 'canvas' | 'list' | null) => { if (next !== null) { setMode(next); if (narrow) setSelected(undefined); } }}>
          <ToggleButton value="canvas"><AccountTreeOutlined fontSize="small" sx={{ mr: 0.75 }} />{translate('flow.asCanvas')}</ToggleButton>
          <ToggleButton value="list"><FormatListNumberedOutlined fontSize="small" sx={{ mr: 0.75 }} />{translate('flow.asList')}</ToggleButton>
        </ToggleButtonGroup>
        <Button startIcon={<PlayArrowOutlined />} variant="outlined" aria-expanded={simulating} onClick={() => setSimulating(!simulating)}>{translate('flow.simulate')}</Button>
        {(narrow || shown === 'list') && <Button startIcon={<SettingsOutlined />} aria-expanded={settings} onClick={() => { setSelected(undefined); setSettings(!settings); }}>{translate('flow.settings')}</Button>}
        <Box sx={{ flex: 1 }} />
        <CheckState findings={looked} checks={checks} />
      </Box>
      {(shown === 'list' || narrow) && panel}
      <FindingList findings={findings.filter((f) => f.pointer === '' || f.pointer === '/steps')} />
      {shown === 'list' && !narrow && settings && <Paper variant="outlined" sx={{ p: 2, maxWidth: 760 }}>{whole}</Paper>}
      {shown === 'list' && <FlowList {...view} findings={findings} />}
      {shown === 'canvas' && (
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 380px' }, alignItems: 'start' }}>
          <Suspense fallback={<Skeleton variant="rounded" height={440} />}><FlowCanvas {...view} /></Suspense>
          {!narrow && (
            <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)', position: 'sticky', top: 8, maxHeight: 'calc(100dvh - 100px)', overflowY: 'auto' }}>
              {panel}
              <Paper variant="outlined" component="section" aria-label={item === undefined ? translate('flow.settings') : words.label(item.body)} sx={{ p: 2 }}>
                {item === undefined
                  ? <><Typography component="h3" sx={{ fontWeight: 650, mb: 2 }}>{translate('flow.settings')}</Typography>{whole}</>
                  : <Inspector flow={flow} item={item} title={words.label(item.body)} edits={edits} findings={findings} />}
              </Paper>
            </Box>
          )}
        </Box>
      )}
      {narrow && shown === 'canvas' && item !== undefined && (
        <Side title={words.label(item.body)} onClose={() => setSelected(undefined)}><Inspector flow={flow} item={item} edits={edits} findings={findings} /></Side>
      )}
      {narrow && settings && <Side title={translate('flow.settings')} onClose={() => setSettings(false)}>{whole}</Side>}
    </Box>
  );
}

function Inspector({ flow, item, title, edits, findings }: {
  readonly flow: Body; readonly item: FlowItem; readonly title?: string; readonly edits: ReturnType<typeof useFlowEdits>; readonly findings: readonly Finding[];
}) {
  return (
    <>
      {title !== undefined && <Typography component="h3" sx={{ fontWeight: 650 }}>{title}</Typography>}
      <Box sx={{ mb: 2 }}><ItemActions flow={flow} item={item} title={title ?? item.name} edits={edits} /></Box>
      <ItemSettings key={item.pointer} flow={flow} item={item} findings={findings} onChange={(body) => edits.put(item, body)} />
    </>
  );
}

/** On a phone, settings lie over the flow. */
function Side({ title, children, onClose }: { readonly title: string; readonly children: ReactNode; readonly onClose: () => void }) {
  const translate = useTranslate();
  return (
    <Drawer open anchor="right" onClose={onClose} slotProps={{ paper: { 'role': 'dialog', 'aria-label': title, 'sx': { width: 'min(420px, 100vw)', p: 2 } } }}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 1 }}>
        <Typography component="h3" sx={{ fontWeight: 650, flex: 1 }}>{title}</Typography>
        <IconButton aria-label={translate('ra.action.close')} onClick={onClose}><CloseOutlined /></IconButton>
      </Box>
      {children}
    </Drawer>
  );
}

/** Whether anything is wrong with the flow as it stands. */
function CheckState({ findings, checks }: { readonly findings: readonly Finding[] | undefined; readonly checks: readonly CheckFinding[] }) {
  const translate = useTranslate();
  if (findings === undefined) return null;
  const errors = findings.filter((f) => f.isError).length, warnings = findings.length - errors + checks.length;
  return (
    <Box role="status" sx={{ display: 'flex', gap: 1 }}>
      {errors > 0 && <Chip color="error" size="small" label={translate('flow.errors', { smart_count: errors })} />}
      {warnings > 0 && <Chip color="warning" size="small" label={translate('flow.warnings', { smart_count: warnings })} />}
      {errors === 0 && warnings === 0 && <Chip color="success" variant="outlined" size="small" icon={<CheckCircleOutlined />} label={translate('flow.checked')} />}
    </Box>
  );
}
