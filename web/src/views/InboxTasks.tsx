import { Alert, Box, Button, Checkbox, Chip, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Paper, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useNotify, useTranslate } from 'react-admin';
import { RecordPicker } from '../fields/ReferenceInputs';
import { inLanguage } from '../model/approvals';
import { formatDateTime } from '../model/formats';
import type { RecordRef } from '../model/records';
import { decide, tasksOf, transferEach, type InboxTask } from '../providers/approvalsApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { TaskActs, useRefreshApprovals } from './ApprovalActs';
import { statusColor } from './approvalWords';
import { InboxList, RecordLine } from './InboxList';
import { useErrorText, useNotifyError } from './messages';

/** What waits for one's answer, or what one has answered. */
export function InboxTasks({ done }: { readonly done: boolean }) {
  const translate = useTranslate();
  const me = useWorkspace().description.user.id;
  return (
    <InboxList name={['tasks', done, me]} read={(first, signal) => tasksOf(me, done, first, signal)} empty={translate(done ? 'approvals.noneDone' : 'approvals.noneMine')}>
      {(entries) => <Tasks entries={entries} done={done} />}
    </InboxList>
  );
}

function Tasks({ entries, done }: { readonly entries: readonly InboxTask[]; readonly done: boolean }) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = entries.filter((e) => chosen.has(e.task.id));
  const toggle = (id: string) => setChosen((before) => new Set(before.has(id) ? [...before].filter((b) => b !== id) : [...before, id]));
  return (
    <Box>
      {!done && entries.length > 1 && (
        <FormControlLabel
          sx={{ ml: 0.75, mb: 0.5 }} label={translate('approvals.chooseAll')}
          control={<Checkbox size="small" checked={picked.length === entries.length} onChange={(_, on) => setChosen(new Set(on ? entries.map((e) => e.task.id) : []))} />}
        />
      )}
      {picked.length > 0 && <ManyBar picked={picked} onDone={() => setChosen(new Set())} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {entries.map((entry) => <TaskCard key={entry.task.id} entry={entry} done={done} chosen={chosen.has(entry.task.id)} onToggle={() => toggle(entry.task.id)} />)}
      </Box>
    </Box>
  );
}

function TaskCard({ entry: { task, request }, done, chosen, onToggle }: {
  readonly entry: InboxTask; readonly done: boolean; readonly chosen: boolean; readonly onToggle: () => void;
}) {
  const translate = useTranslate();
  const locale = useLocale();
  const formats = useFormats();
  return (
    <Paper component="li" variant="outlined" sx={{ display: 'flex', gap: 1, p: 1.5, alignItems: 'flex-start', flexWrap: 'wrap' }}>
      {!done && <Checkbox checked={chosen} onChange={onToggle} sx={{ p: 0.5 }} slotProps={{ input: { 'aria-label': request.recordName } }} />}
      <Box sx={{ minWidth: 0, flex: '1 1 240px' }}>
        <RecordLine request={request} />
        <Typography variant="body2" color="text.secondary">
          {inLanguage(task.label, locale, task.step)} · {translate('approvals.submittedBy', { name: request.submitter?.name ?? translate('record.someone'), time: formatDateTime(request.submittedAt, formats) })}
        </Typography>
        {request.comment !== undefined && <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{request.comment}</Typography>}
        <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
          {request.voids && <Chip size="small" color="error" variant="outlined" label={translate('approvals.voids')} />}
          {task.onBehalfOf !== undefined && <Chip size="small" variant="outlined" label={translate('approvals.onBehalfOf', { name: task.onBehalfOf.name })} />}
          {task.kind !== 'approver' && <Chip size="small" variant="outlined" label={translate(`approvals.kind.${task.kind}`)} />}
          {task.remindedAt !== undefined && !done && <Chip size="small" color="warning" label={translate('approvals.reminded')} />}
          {done && <Chip size="small" color={statusColor(task.status)} label={translate(`approvals.task.${task.status}`)} />}
        </Box>
      </Box>
      {!done && <TaskActs request={request} task={task} />}
    </Paper>
  );
}

type Many = 'approve' | 'reject' | 'transfer';

/** Acts on several tasks at once; says of each that was refused why. */
function ManyBar({ picked, onDone }: { readonly picked: readonly InboxTask[]; readonly onDone: () => void }) {
  const translate = useTranslate();
  const [asked, setAsked] = useState<Many>();
  return (
    <Paper variant="outlined" role="group" aria-label={translate('list.selected', { smart_count: picked.length })} sx={{ p: 1, mb: 1, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', position: 'sticky', top: 0, zIndex: 1 }}>
      <Typography sx={{ flex: 1, px: 1 }}>{translate('list.selected', { smart_count: picked.length })}</Typography>
      <Button variant="contained" color="success" onClick={() => setAsked('approve')}>{translate('approvals.acts.approve')}</Button>
      <Button variant="outlined" color="error" onClick={() => setAsked('reject')}>{translate('approvals.acts.reject')}</Button>
      <Button variant="outlined" onClick={() => setAsked('transfer')}>{translate('approvals.acts.transfer')}</Button>
      {asked !== undefined && <ManyDialog asked={asked} picked={picked} onClose={() => setAsked(undefined)} onDone={() => { setAsked(undefined); onDone(); }} />}
    </Paper>
  );
}

function ManyDialog({ asked, picked, onClose, onDone }: { readonly asked: Many; readonly picked: readonly InboxTask[]; readonly onClose: () => void; readonly onDone: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const notifyError = useNotifyError();
  const errorText = useErrorText();
  const refresh = useRefreshApprovals();
  const [comment, setComment] = useState('');
  const [user, setUser] = useState<RecordRef | null>(null);
  // The tasks that were chosen are no longer there once they are decided.
  const [tasks] = useState(picked);
  const { mutate, isPending, data: refused } = useMutation({
    mutationFn: () => (asked === 'transfer' ? transferEach(tasks.map((t) => t.task.id), user?.id ?? '', comment) : decide(asked === 'approve', tasks.map((t) => t.task.id), comment)),
    onSuccess: async (found) => {
      if (found.length > 0) return;
      await refresh();
      notify(`approvals.done.${asked}`, { type: 'success' });
      onDone();
    },
    onError: (error) => notifyError(error),
  });
  const answered = refused !== undefined && refused.length > 0;
  // What was refused is read before the tasks that were decided go.
  const close = () => {
    if (!answered) onClose();
    else void refresh().then(onDone);
  };
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby="approve-many">
      <DialogTitle id="approve-many">{translate(`approvals.acts.${asked}`)} ({tasks.length})</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        {answered && (
          <Alert severity="warning">
            {translate('approvals.refusedOf', { count: refused.length, all: tasks.length })}
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {refused.map((r) => <li key={r.id}>{tasks.find((t) => t.task.id === r.id)?.request.recordName}: {errorText(r.error)}</li>)}
            </Box>
          </Alert>
        )}
        {!answered && asked === 'transfer' && <RecordPicker object="User" value={user} onChange={setUser} label={translate('approvals.person')} />}
        {!answered && <TextField fullWidth multiline minRows={3} autoFocus={asked !== 'transfer'} label={translate('approvals.comment')} value={comment} onChange={(event) => setComment(event.target.value)} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{translate(answered ? 'ra.action.close' : 'ra.action.cancel')}</Button>
        {!answered && (
          <Button variant="contained" color={asked === 'reject' ? 'error' : 'primary'} loading={isPending} disabled={asked === 'transfer' && user === null} onClick={() => mutate()}>{translate(`approvals.acts.${asked}`)}</Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
