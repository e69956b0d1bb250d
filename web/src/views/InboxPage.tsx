import { Alert, Box, Button, Checkbox, Chip, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Skeleton, Tab, Tabs, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocale, useNotify, useTranslate } from 'react-admin';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { inLanguage, type ApprovalRequest } from '../model/approvals';
import { formatDateTime } from '../model/formats';
import { decide, requestsBy, tasksOf, type InboxTask } from '../providers/approvalsApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { useRefreshApprovals } from './ApprovalActs';
import { statusColor } from './approvalWords';
import { EmptyState } from './EmptyState';
import { useErrorText, useNotifyError } from './messages';
import { showPath } from './paths';

const tabs = ['mine', 'requests', 'copied', 'done'] as const;

/** What waits for one's answer, what one has submitted, been told of and answered. */
export default function InboxPage() {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  const current = tabs.find((t) => t === search.get('tab')) ?? 'mine';
  useEffect(() => { document.title = translate('approvals.inbox'); }, [translate]);
  return (
    <Box sx={{ maxWidth: 960, mx: 'auto' }}>
      <Typography variant="h5" component="h1" sx={{ mb: 1 }}>{translate('approvals.inbox')}</Typography>
      <Tabs
        value={current} variant="scrollable" allowScrollButtonsMobile sx={{ mb: 1.5 }}
        onChange={(_, tab: string) => setSearch(tab === 'mine' ? {} : { tab }, { replace: true })}
      >
        {tabs.map((tab) => <Tab key={tab} value={tab} label={translate(`approvals.tabs.${tab}`)} />)}
      </Tabs>
      {current === 'mine' || current === 'done' ? <TaskList key={current} done={current === 'done'} /> : <RequestList key={current} copied={current === 'copied'} />}
    </Box>
  );
}

function TaskList({ done }: { readonly done: boolean }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const me = useWorkspace().description.user.id;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, isPending, error } = useQuery({ queryKey: ['approvals', 'tasks', done, me], queryFn: ({ signal }) => tasksOf(me, done, signal) });
  if (isPending) return <Skeleton variant="rounded" height={200} />;
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  if (data.length === 0) return <EmptyState title={translate(done ? 'approvals.noneDone' : 'approvals.noneMine')} />;
  const ids = data.map((t) => t.task.id).filter((id) => chosen.has(id));
  const toggle = (id: string) => setChosen((before) => new Set(before.has(id) ? [...before].filter((b) => b !== id) : [...before, id]));
  return (
    <Box>
      {ids.length > 0 && <ManyBar ids={ids} onDone={() => setChosen(new Set())} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {data.map((entry) => <TaskCard key={entry.task.id} entry={entry} done={done} chosen={chosen.has(entry.task.id)} onToggle={() => toggle(entry.task.id)} />)}
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
    <Paper component="li" variant="outlined" sx={{ display: 'flex', gap: 1, p: 1.5, alignItems: 'flex-start' }}>
      {!done && <Checkbox checked={chosen} onChange={onToggle} sx={{ p: 0.5 }} slotProps={{ input: { 'aria-label': request.recordName } }} />}
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <RecordLine request={request} />
        <Typography variant="body2" color="text.secondary">
          {inLanguage(task.label, locale, task.step)} · {translate('approvals.submittedBy', { name: request.submitter?.name ?? '', time: formatDateTime(request.submittedAt, formats) })}
        </Typography>
        {task.remindedAt !== undefined && !done && <Chip size="small" color="warning" label={translate('approvals.reminded')} />}
        {done && <Chip size="small" color={statusColor(task.status)} label={translate(`approvals.task.${task.status}`)} />}
      </Box>
    </Paper>
  );
}

function RecordLine({ request }: { readonly request: ApprovalRequest }) {
  const locale = useLocale();
  const workspace = useWorkspace();
  const object = workspace.get(request.object);
  const title = `${inLanguage(request.flowLabel, locale, request.flow)} · ${request.recordName}`;
  if (object === undefined) return <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{title}</Typography>;
  return (
    <Typography component={RouterLink} to={`${showPath(request.object, request.record)}?tab=approval`} sx={{ fontWeight: 600, color: 'primary.main', overflowWrap: 'anywhere' }}>
      {title}
    </Typography>
  );
}

function RequestList({ copied }: { readonly copied: boolean }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const formats = useFormats();
  const me = useWorkspace().description.user.id;
  const { data, isPending, error } = useQuery({ queryKey: ['approvals', 'requests', copied, me], queryFn: ({ signal }) => requestsBy(me, copied, signal) });
  if (isPending) return <Skeleton variant="rounded" height={200} />;
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  if (data.length === 0) return <EmptyState title={translate(copied ? 'approvals.noneCopied' : 'approvals.noneRequests')} />;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
      {data.map((request) => (
        <Paper key={request.id} component="li" variant="outlined" sx={{ p: 1.5, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
            <RecordLine request={request} />
            <Typography variant="body2" color="text.secondary">{formatDateTime(request.submittedAt, formats)}</Typography>
          </Box>
          <Chip size="small" color={statusColor(request.status)} label={translate(`approvals.status.${request.status}`)} />
        </Paper>
      ))}
    </Box>
  );
}

function ManyBar({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const notifyError = useNotifyError();
  const refresh = useRefreshApprovals();
  const [asked, setAsked] = useState<'approve' | 'reject'>();
  const [comment, setComment] = useState('');
  const { mutate, isPending } = useMutation({
    mutationFn: () => decide(asked === 'approve', ids, comment),
    onSuccess: async (refused) => {
      if (refused[0] !== undefined) notifyError(refused[0]);
      else notify(asked === 'approve' ? 'approvals.done.approve' : 'approvals.done.reject', { type: 'success' });
      setAsked(undefined);
      setComment('');
      onDone();
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Paper variant="outlined" sx={{ p: 1, mb: 1, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', position: 'sticky', top: 0, zIndex: 1 }}>
      <Typography sx={{ flex: 1, px: 1 }}>{translate('list.selected', { smart_count: ids.length })}</Typography>
      <Button variant="contained" color="success" onClick={() => setAsked('approve')}>{translate('approvals.acts.approve')}</Button>
      <Button variant="outlined" color="error" onClick={() => setAsked('reject')}>{translate('approvals.acts.reject')}</Button>
      {asked !== undefined && (
        <Dialog open onClose={() => setAsked(undefined)} fullWidth maxWidth="sm" aria-labelledby="approve-many">
          <DialogTitle id="approve-many">{translate(`approvals.acts.${asked}`)} ({ids.length})</DialogTitle>
          <DialogContent sx={{ pt: '8px !important' }}>
            <TextField fullWidth multiline minRows={3} autoFocus label={translate('approvals.comment')} value={comment} onChange={(event) => setComment(event.target.value)} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setAsked(undefined)}>{translate('ra.action.cancel')}</Button>
            <Button variant="contained" color={asked === 'reject' ? 'error' : 'primary'} disabled={isPending} onClick={() => mutate()}>{translate(`approvals.acts.${asked}`)}</Button>
          </DialogActions>
        </Dialog>
      )}
    </Paper>
  );
}
