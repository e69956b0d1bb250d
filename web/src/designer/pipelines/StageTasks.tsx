import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, FormControlLabel, IconButton, Switch, TextField, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { ExpressionPlace } from '../../api/expressions';
import type { Finding } from '../../api/metadata';
import { TaskForm } from '../actions/TaskForm';
import { isName, type Body } from '../documents';
import { ExpressionInput } from '../expressions/ExpressionInput';
import { FindingList } from '../FindingList';
import { bodiesOf, withSettings } from '../pointers';
import { Texts } from '../Texts';
import { findingsAt } from '../useFindings';

const most = 20;

interface Props {
  readonly object: string;
  readonly value: unknown;
  /** Names of all tasks of the pipeline. */
  readonly taken: readonly string[];
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (tasks: readonly Body[]) => void;
}

/** What has to be done in a stage before a record goes on. */
export function StageTasks({ object, value, taken, pointer, findings, onChange }: Props) {
  const translate = useTranslate();
  const tasks = bodiesOf(value);
  const fresh = (): string => {
    for (let n = 1; ; n += 1) if (!taken.includes(`task${n}`)) return `task${n}`;
  };
  return (
    <Box role="group" aria-label={translate('stage.tasks')} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Box>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('stage.tasks')}</Typography>
        <Typography variant="caption" color="text.secondary">{translate('stage.tasksHelp')}</Typography>
      </Box>
      {tasks.map((task, index) => (
        <StageTask
          key={index} object={object} task={task} taken={taken} pointer={`${pointer}/${index}`} findings={findings}
          onChange={(next) => onChange(tasks.map((old, i) => (i === index ? next : old)))} onRemove={() => onChange(tasks.filter((_, i) => i !== index))}
        />
      ))}
      <FindingList findings={findingsAt(findings, pointer, false)} />
      <Button
        startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={tasks.length >= most}
        onClick={() => onChange([...tasks, { name: fresh(), label: { 'en': 'New task', 'zh-CN': '新任务' } }])}
      >
        {translate('stage.addTask')}
      </Button>
    </Box>
  );
}

function StageTask({ object, task, taken, pointer, findings, onChange, onRemove }: Omit<Props, 'value' | 'onChange'> & {
  readonly task: Body; readonly onChange: (task: Body) => void; readonly onRemove: () => void;
}) {
  const translate = useTranslate();
  const name = String(task.name ?? '');
  const fault = !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : taken.filter((t) => t === name).length > 1 ? translate('studio.nameTaken') : undefined;
  const place = useMemo((): ExpressionPlace => ({ object, purpose: 'UPDATE', fieldType: 'checkbox' }), [object]);
  const described = task.task !== undefined;
  return (
    <Box role="group" aria-label={translate('stage.task', { name })} sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' }, pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 1 }}>
        <TextField required label={translate('studio.name')} value={name} error={fault !== undefined} helperText={fault} onChange={(event) => onChange({ ...task, name: event.target.value })} />
        <IconButton aria-label={translate('stage.removeTask', { name })} onClick={onRemove}><CloseOutlined fontSize="small" /></IconButton>
      </Box>
      <Texts required value={task.label} label="stage.taskLabel" labelZh="stage.taskLabelZh" onChange={(label) => onChange({ ...task, label: label ?? '' })} />
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1.5, minWidth: 0 }}>
        <ExpressionInput
          lines={1} label={translate('stage.taskWhen')} help={translate('stage.taskWhenHelp')} placeholder="record.amount > 0.0" place={place} value={typeof task.when === 'string' ? task.when : ''}
          onChange={(when) => onChange(withSettings(task, { when }))}
        />
        <FormControlLabel
          label={translate('stage.taskDescribed')}
          control={<Switch checked={described} onChange={(event) => onChange(withSettings(task, { task: event.target.checked ? { subject: task.label } : undefined }))} />}
        />
        {described
          ? <TaskForm object={object} value={task.task} pointer={`${pointer}/task`} findings={findings} onChange={(next) => onChange({ ...task, task: next })} />
          : <Typography variant="caption" color="text.secondary">{translate('stage.taskPlain')}</Typography>}
        <FindingList findings={findingsAt(findings, pointer).filter((f) => !f.pointer.startsWith(`${pointer}/task`) && !f.pointer.endsWith('/when'))} />
      </Box>
    </Box>
  );
}
