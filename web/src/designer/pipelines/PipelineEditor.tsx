import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Alert, Box, Button, ButtonBase, Chip, Menu, MenuItem, Paper, Tab, Tabs, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Finding } from '../../api/metadata';
import { StageStop } from '../../views/StageStop';
import { SortArea, SortList } from '../../views/Sortable';
import type { Body } from '../documents';
import { FindingList } from '../FindingList';
import { bodiesOf, withSettings } from '../pointers';
import { findingsAt, useFindings } from '../useFindings';
import { useChoices, type StageChoice } from './choices';
import { NewChoiceDialog } from './NewChoiceDialog';
import { PipelineSettings } from './PipelineSettings';
import { RemoveStageDialog } from './RemoveStageDialog';
import { addStage, kindOf, moveStage, putStage, removeStage, stageDefaults, stagesOf } from './stages';
import { StageSettings } from './StageSettings';
import { Ways } from './Ways';

const tabs = ['stages', 'ways', 'settings'] as const;
const none: readonly Finding[] = [];

/** A pipeline: its stages in order with what each asks for, the ways between them, and whose records go through it. */
export function PipelineEditor({ body: pipeline, onChange }: { readonly body: Body; readonly onChange: (body: Body, apart?: boolean) => void }) {
  const translate = useTranslate();
  const [tab, setTab] = useState<typeof tabs[number]>('stages');
  const [chosen, setChosen] = useState(0);
  const findings = useFindings('pipeline', String(pipeline.name)) ?? none;
  const { choices } = useChoices(String(pipeline.object ?? ''), pipeline.field);
  const labelOf = (value: unknown): string => choices.find((c) => c.value === value)?.label ?? String(value ?? '');
  const stages = stagesOf(pipeline);
  const placed = findings.filter((f) => f.pointer === '' || f.pointer === '/stages');
  const count = (part: typeof tabs[number]): number => findings.filter((f) => tabOf(f.pointer) === part).length;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Paper variant="outlined" component="section" aria-label={translate('stage.preview')} sx={{ overflow: 'hidden' }}>
        <Typography variant="caption" color="text.secondary" sx={{ px: 1.5, pt: 1, display: 'block' }}>{translate('stage.previewHelp')}</Typography>
        <Box component="ol" sx={{ display: 'flex', m: 0, p: 1, gap: 0.5, overflowX: 'auto', listStyle: 'none' }}>
          {stages.map((s, i) => (s.retired === true ? null : (
            <StageStop key={i} label={labelOf(s.value)} kind="open" passed={false} current={i === chosen && tab === 'stages'} chosen={false} choose={() => { setTab('stages'); setChosen(i); }} />
          )))}
        </Box>
      </Paper>
      <FindingList findings={placed} />
      <Tabs value={tab} onChange={(_, next: typeof tabs[number]) => setTab(next)} variant="scrollable" allowScrollButtonsMobile aria-label={translate('kind.pipeline')}>
        {tabs.map((t) => <Tab key={t} value={t} label={count(t) === 0 ? translate(`stage.tab_${t}`) : `${translate(`stage.tab_${t}`)} (${translate('flow.errors', { smart_count: count(t) })})`} />)}
      </Tabs>
      {tab === 'stages' && <Stages pipeline={pipeline} choices={choices} chosen={Math.min(chosen, stages.length - 1)} findings={findings} labelOf={labelOf} choose={setChosen} onChange={onChange} />}
      {tab === 'ways' && <Ways pipeline={pipeline} findings={findings} labelOf={labelOf} onChange={onChange} />}
      {tab === 'settings' && <PipelineSettings pipeline={pipeline} findings={findings} onChange={(after) => onChange(after)} />}
    </Box>
  );
}

function tabOf(pointer: string): typeof tabs[number] {
  if (/^\/(stages\/|moves)/.test(pointer)) return 'stages';
  return /^\/(transitions|order|reopenedBy)/.test(pointer) ? 'ways' : 'settings';
}

interface StagesProps {
  readonly pipeline: Body;
  readonly choices: readonly StageChoice[];
  readonly chosen: number;
  readonly findings: readonly Finding[];
  readonly labelOf: (value: unknown) => string;
  readonly choose: (index: number) => void;
  readonly onChange: (body: Body, apart?: boolean) => void;
}

function Stages({ pipeline, choices, chosen, findings, labelOf, choose, onChange }: StagesProps) {
  const translate = useTranslate();
  const [removing, setRemoving] = useState(false);
  const stages = stagesOf(pipeline);
  const stage = stages[chosen];
  const moves = bodiesOf(pipeline.moves);
  const sort = (from: number, to: number) => {
    onChange(moveStage(pipeline, from, to), true);
    choose(chosen === from ? to : chosen > from && chosen <= to ? chosen - 1 : chosen < from && chosen >= to ? chosen + 1 : chosen);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '320px minmax(0, 1fr)' }, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Typography variant="caption" color="text.secondary">{translate('stage.sortHelp')}</Typography>
        <SortArea onMove={(from, to) => sort(from.index, to.index)}>
          <SortList
            id="stages" items={stages.map((s, i) => `${String(s.value)}${stages.findIndex((o) => o.value === s.value) === i ? '' : `#${i}`}`)} label={translate('stage.tab_stages')}
            render={(_, i) => <StageLine stage={stages[i] ?? {}} label={labelOf(stages[i]?.value)} color={choices.find((c) => c.value === stages[i]?.value)?.color} chosen={i === chosen} problems={findingsAt(findings, `/stages/${i}`).length} choose={() => choose(i)} />}
          />
        </SortArea>
        <AddStage
          pipeline={pipeline} choices={choices}
          onAdd={(value) => { const { body, index } = addStage(pipeline, value); onChange(body, true); choose(index); }}
        />
        {moves.length > 0 && (
          <Alert severity="info">
            {moves.map((m) => <div key={String(m.from)}>{translate('stage.moves', { from: labelOf(m.from), to: labelOf(m.to) })}</div>)}
          </Alert>
        )}
        <FindingList findings={findingsAt(findings, '/moves')} />
      </Box>
      {stage !== undefined && (
        <Paper variant="outlined" component="section" aria-label={labelOf(stage.value)} sx={{ p: 2, minWidth: 0 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 2, flexWrap: 'wrap' }}>
            <Typography component="h3" sx={{ fontWeight: 650, flex: 1 }}>{labelOf(stage.value)}</Typography>
            <Button color="error" startIcon={<DeleteOutlined />} disabled={stages.length <= 2} onClick={() => setRemoving(true)}>{translate('stage.removeOrRetire')}</Button>
          </Box>
          <StageSettings key={String(stage.value)} pipeline={pipeline} index={chosen} findings={findings} onChange={(after) => onChange(putStage(pipeline, chosen, after))} />
        </Paper>
      )}
      {removing && (
        <RemoveStageDialog
          pipeline={pipeline} index={chosen} labelOf={labelOf} onClose={() => setRemoving(false)}
          onRetire={() => { onChange(putStage(pipeline, chosen, withSettings(stage ?? {}, { retired: true }, stageDefaults)), true); setRemoving(false); }}
          onRemove={(to) => { onChange(removeStage(pipeline, chosen, to), true); choose(Math.max(0, chosen - 1)); setRemoving(false); }}
        />
      )}
    </Box>
  );
}

function StageLine({ stage, label, color, chosen, problems, choose }: {
  readonly stage: Body; readonly label: string; readonly color: string | undefined; readonly chosen: boolean; readonly problems: number; readonly choose: () => void;
}) {
  const translate = useTranslate();
  const kind = kindOf(stage);
  return (
    <ButtonBase onClick={choose} aria-pressed={chosen} sx={{ width: '100%', justifyContent: 'flex-start', gap: 1, py: 0.5, px: 0.5, borderRadius: 1, textAlign: 'left', bgcolor: chosen ? 'action.selected' : undefined }}>
      <Box sx={{ width: 10, height: 10, borderRadius: '50%', bgcolor: color ?? 'text.disabled', flexShrink: 0 }} />
      <Typography variant="body2" sx={{ fontWeight: chosen ? 650 : 500, flex: 1, minWidth: 0, overflowWrap: 'anywhere', textDecoration: stage.retired === true ? 'line-through' : undefined }}>{label}</Typography>
      {problems > 0 && <Chip size="small" color="error" label={translate('flow.errors', { smart_count: problems })} />}
      {stage.retired === true && <Chip size="small" variant="outlined" label={translate('stage.isRetired')} />}
      {kind !== 'open' && <Chip size="small" variant="outlined" label={translate(`stage.kinds.${kind}`)} />}
      {typeof stage.probability === 'number' && <Typography variant="caption" color="text.secondary" className="number">{Math.round(stage.probability * 100)}%</Typography>}
    </ButtonBase>
  );
}

/** Takes another choice of the stage field for a stage, or makes one. */
function AddStage({ pipeline, choices, onAdd }: { readonly pipeline: Body; readonly choices: readonly StageChoice[]; readonly onAdd: (value: string) => void }) {
  const translate = useTranslate();
  const { add } = useChoices(String(pipeline.object ?? ''), pipeline.field);
  const [menu, setMenu] = useState<HTMLElement>();
  const [making, setMaking] = useState<Body>();
  const free = choices.filter((c) => !stagesOf(pipeline).some((s) => s.value === c.value));
  return (
    <>
      <Button startIcon={<AddOutlined />} aria-haspopup="menu" sx={{ justifySelf: 'start' }} onClick={(event) => setMenu(event.currentTarget)}>{translate('stage.add')}</Button>
      <Menu open={menu !== undefined} anchorEl={menu} onClose={() => setMenu(undefined)}>
        {free.map((c) => <MenuItem key={c.value} onClick={() => { setMenu(undefined); onAdd(c.value); }}>{c.label}</MenuItem>)}
        {add !== undefined && <MenuItem onClick={() => { setMenu(undefined); setMaking({}); }}>{translate('stage.newChoice')}</MenuItem>}
        {add === undefined && free.length === 0 && <MenuItem disabled>{translate('stage.noChoice')}</MenuItem>}
      </Menu>
      {making !== undefined && add !== undefined && (
        <NewChoiceDialog taken={choices.map((c) => c.value)} onClose={() => setMaking(undefined)} onDone={(choice) => { setMaking(undefined); add(choice); onAdd(String(choice.value)); }} />
      )}
    </>
  );
}
