import RepeatOutlined from '@mui/icons-material/RepeatOutlined';
import { Box, Button, Checkbox, Paper, TextField, Tooltip, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { formatDateTime } from '../model/formats';
import type { RecordRef } from '../model/records';
import { nameKey, recordNames, type NamedRecord } from '../providers/recordNames';
import { addTask, setStatus, type AppTask } from '../providers/tasksApi';
import { RecordPicker } from '../fields/ReferenceInputs';
import { ChoiceChip } from '../fields/Chips';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { useNotifyError } from './messages';
import { showPath } from './paths';

const MomentPicker = lazy(async () => ({ default: (await import('../fields/MomentInputs')).MomentPicker }));

/** Tasks with a box to tick each off, and the records that they are about unless all are about one. */
export function TaskItems({ tasks, about }: { readonly tasks: readonly AppTask[]; readonly about?: NamedRecord }) {
  const workspace = useWorkspace();
  const subjects = about !== undefined ? [] : tasks.flatMap((t): readonly NamedRecord[] => (t.object === undefined || t.record === undefined ? [] : [{ object: t.object, record: t.record }]));
  const { data: names } = useQuery({
    queryKey: ['tasks', 'names', subjects.map(nameKey)], queryFn: ({ signal }) => recordNames(workspace, subjects, signal), enabled: subjects.length > 0,
  });
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
      {tasks.map((task) => <TaskItem key={task.id} task={task} names={about === undefined ? names : undefined} showsAssignee={about !== undefined} />)}
    </Box>
  );
}

function TaskItem({ task, names, showsAssignee }: { readonly task: AppTask; readonly names: ReadonlyMap<string, string> | undefined; readonly showsAssignee: boolean }) {
  const translate = useTranslate();
  const notifyError = useNotifyError();
  const client = useQueryClient();
  const formats = useFormats();
  const workspace = useWorkspace();
  const isDone = task.status === 'done' || task.status === 'canceled';
  const { mutate, isPending } = useMutation({
    mutationFn: () => setStatus(task.id, isDone ? 'open' : 'done'),
    onError: (error) => notifyError(error),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'tasks' || queryKey[0] === 'Task' }),
  });
  const isLate = !isDone && task.due !== undefined && Date.parse(task.due) < Date.now();
  const name = task.object === undefined || task.record === undefined ? undefined : names?.get(nameKey({ object: task.object, record: task.record }));
  const priority = workspace.field('Task', 'priority');
  return (
    <Paper component="li" variant="outlined" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, p: 1 }}>
      <Checkbox
        checked={isDone} disabled={isPending || !task.canEdit} onChange={() => mutate()} sx={{ p: 0.5 }}
        slotProps={{ input: { 'aria-label': translate(isDone ? 'tasks.reopen' : 'tasks.finish', { name: task.subject }) } }}
      />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography
          component={RouterLink} to={showPath('Task', task.id)}
          sx={{ fontWeight: 600, color: 'text.primary', overflowWrap: 'anywhere', textDecoration: isDone ? 'line-through' : 'none' }}
        >
          {task.subject}
        </Typography>
        <Typography variant="body2" sx={{ color: isLate ? 'error.main' : 'text.secondary', display: 'flex', alignItems: 'center', gap: 0.5, flexWrap: 'wrap' }}>
          {task.due === undefined ? translate('tasks.noDue') : formatDateTime(task.due, formats)}
          {task.recurrence !== undefined && <Tooltip title={translate('tasks.repeats')}><RepeatOutlined fontSize="inherit" aria-label={translate('tasks.repeats')} /></Tooltip>}
          {showsAssignee && task.assignee !== undefined && <span>· {task.assignee.name}</span>}
        </Typography>
        {task.object !== undefined && task.record !== undefined && name !== undefined && (
          <Typography variant="body2" component={RouterLink} to={showPath(task.object, task.record)} sx={{ color: 'primary.main', overflowWrap: 'anywhere' }}>
            {workspace.get(task.object)?.label ?? task.object} · {name}
          </Typography>
        )}
      </Box>
      {task.priority !== 'normal' && priority !== undefined && <ChoiceChip field={priority} value={task.priority} />}
    </Paper>
  );
}

/** Adds a task with what one knows at once; everything else is on its page. */
export function QuickTask({ about }: { readonly about?: NamedRecord }) {
  const translate = useTranslate();
  const notify = useNotify();
  const notifyError = useNotifyError();
  const client = useQueryClient();
  const [subject, setSubject] = useState('');
  const [due, setDue] = useState<unknown>(null);
  const [assignee, setAssignee] = useState<RecordRef | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: () => addTask({ subject, ...(due == null ? {} : { due }), ...(assignee === null ? {} : { assignee: assignee.id }), ...about }),
    onSuccess: async () => {
      notify('tasks.added', { type: 'success' });
      setSubject('');
      setDue(null);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'tasks' || queryKey[0] === 'Task' });
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Paper
      component="form" variant="outlined" onSubmit={(event) => { event.preventDefault(); if (subject.trim() !== '') mutate(); }}
      sx={{ p: 1.5, mb: 1.5, display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 2fr) minmax(190px, 1fr) minmax(160px, 1fr) auto' }, alignItems: 'start' }}
    >
      <TextField size="small" label={translate('tasks.subject')} value={subject} onChange={({ target }) => setSubject(target.value)} slotProps={{ htmlInput: { maxLength: 255 } }} />
      <Suspense fallback={null}><MomentPicker kind="dateTime" label={translate('tasks.due')} value={due} change={setDue} /></Suspense>
      <RecordPicker object="User" label={translate('tasks.assignee')} value={assignee} onChange={setAssignee} textField={{ size: 'small' }} />
      <Button type="submit" variant="contained" disabled={isPending || subject.trim() === ''}>{translate('tasks.add')}</Button>
    </Paper>
  );
}
