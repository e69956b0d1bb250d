import { Alert, Box, Button, Chip, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Paper, Skeleton, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useNotify, useTranslate } from 'react-admin';
import type { FileRef } from '../api/files';
import { isRecord } from '../api/problems';
import type { WorkspaceApproval, WorkspaceObject } from '../api/workspace.generated';
import { RecordPicker } from '../fields/ReferenceInputs';
import { formatDateTime } from '../model/formats';
import { inLanguage, type ApprovalRequest, type ApprovalTask } from '../model/approvals';
import type { AppRecord, RecordRef } from '../model/records';
import { requestsOf, submit } from '../providers/approvalsApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { ActDialog, RequestActs, TaskActs, useRefreshApprovals, type AskedAct } from './ApprovalActs';
import { ApprovalTrail } from './ApprovalTrail';
import { AttachFiles } from './AttachFiles';
import { statusColor } from './approvalWords';
import { useErrorText } from './messages';

/** True when records of the object may have approvals that the user can see. */
export function useHasApprovals(object: WorkspaceObject): boolean {
  const workspace = useWorkspace();
  return object.hasApprovals === true && workspace.get('ApprovalRequest') !== undefined;
}

/** Where the record is in its approval: who is asked, what one may do, and what was done. */
export function ApprovalPanel({ object, record }: { readonly object: WorkspaceObject; readonly record: AppRecord }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['approvals', object.name, record.id], queryFn: ({ signal }) => requestsOf(object.name, record.id, signal),
  });
  if (isPending) return <Skeleton variant="rounded" height={160} />;
  if (error !== null) return <Alert severity="error" action={<Button color="inherit" onClick={() => void refetch()}>{translate('app.retry')}</Button>}>{errorText(error)}</Alert>;
  const access = isRecord(record._access) ? record._access : {};
  const waits = data.some((r) => r.status === 'pending');
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {!waits && object.approvals.length > 0 && record.deletedAt == null && access.canEdit !== false && <SubmitBar object={object} record={record} again={data[0]?.status === 'returned'} />}
      {data.length === 0 && <Typography color="text.secondary">{translate('approvals.none')}</Typography>}
      {data.map((request) => <RequestCard key={request.id} request={request} />)}
    </Box>
  );
}

function SubmitBar({ object, record, again }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly again: boolean }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <Box>
      <Button variant="contained" onClick={() => setOpen(true)}>{translate(again ? 'approvals.submitAgain' : 'approvals.submit')}</Button>
      {open && <SubmitDialog object={object} id={record.id} onClose={() => setOpen(false)} />}
    </Box>
  );
}

function SubmitDialog({ object, id, onClose }: { readonly object: WorkspaceObject; readonly id: string; readonly onClose: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const refresh = useRefreshApprovals();
  const [flowName, setFlowName] = useState('');
  const [comment, setComment] = useState('');
  const [files, setFiles] = useState<readonly FileRef[]>([]);
  const [uploading, setUploading] = useState(false);
  const [chosen, setChosen] = useState<Readonly<Record<string, RecordRef | null>>>({});
  const flow: WorkspaceApproval | undefined = object.approvals.find((a) => a.name === flowName);
  const choices = (flow === undefined ? object.approvals : [flow]).flatMap((a) => a.choices);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => submit(
      object, id, flowName === '' ? undefined : flowName, comment,
      choices.flatMap((c) => { const user = chosen[c.step]; return user == null ? [] : [{ step: c.step, users: [user.id] }]; }), files.map((f) => f.id)),
    onSuccess: async () => {
      notify('approvals.submitted', { type: 'success' });
      onClose();
      await refresh(object.name);
    },
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="approval-submit">
      <DialogTitle id="approval-submit">{translate('approvals.submit')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <TextField select label={translate('approvals.flow')} value={flowName} onChange={(event) => setFlowName(event.target.value)} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
          <MenuItem value="">{translate('approvals.fitting')}</MenuItem>
          {object.approvals.map((a) => <MenuItem key={a.name} value={a.name}>{a.label}</MenuItem>)}
        </TextField>
        {choices.map((c) => (
          <RecordPicker
            key={c.step} object="User" value={chosen[c.step] ?? null} onChange={(user) => setChosen({ ...chosen, [c.step]: user })}
            label={c.label} textField={{ label: translate('approvals.chooseFor', { step: c.label }) }}
          />
        ))}
        <TextField
          label={translate('approvals.comment')} multiline minRows={3} value={comment} onChange={(event) => setComment(event.target.value)}
          error={error !== null} helperText={error === null ? undefined : errorText(error)}
        />
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}><AttachFiles files={files} setFiles={setFiles} onBusy={setUploading} /></Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={isPending || uploading} onClick={() => mutate()}>{translate('approvals.submit')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function RequestCard({ request }: { readonly request: ApprovalRequest }) {
  const translate = useTranslate();
  const locale = useLocale();
  const formats = useFormats();
  const me = useWorkspace().description.user.id;
  const flow = inLanguage(request.flowLabel, locale, request.flow);
  const mine = request.tasks.find((t) => t.status === 'pending' && t.assignee?.id === me);
  return (
    <Paper variant="outlined" component="section" aria-label={flow} sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography component="h2" sx={{ fontWeight: 600 }}>{flow}</Typography>
        <Chip size="small" color={statusColor(request.status)} label={translate(`approvals.status.${request.status}`)} />
        <Typography variant="body2" color="text.secondary">
          {translate('approvals.submittedBy', { name: request.submitter?.name ?? translate('record.someone'), time: formatDateTime(request.submittedAt, formats) })}
        </Typography>
      </Box>
      {request.voids && <Alert severity={request.status === 'pending' ? 'warning' : 'info'} sx={{ py: 0 }}>{translate(request.status === 'pending' ? 'approvals.voidsHelp' : 'approvals.voids')}</Alert>}
      {request.comment !== undefined && <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap' }}>{request.comment}</Typography>}
      {mine !== undefined && <TaskActs request={request} task={mine} />}
      <RequestActs request={request} isSubmitter={request.submitter?.id === me} />
      <Tasks request={request} me={me} />
      <ApprovalTrail request={request} />
    </Paper>
  );
}

function Tasks({ request, me }: { readonly request: ApprovalRequest; readonly me: string }) {
  const translate = useTranslate();
  const locale = useLocale();
  const steps = new Map<string, ApprovalTask[]>();
  for (const task of request.tasks) steps.set(task.step, [...(steps.get(task.step) ?? []), task]);
  return (
    <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1 }}>
      {[...steps].map(([step, tasks]) => (
        <li key={step}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>{inLanguage(tasks[0]?.label ?? {}, locale, step)}</Typography>
          {tasks.map((task) => <TaskLine key={task.id} task={task} request={request} me={me} />)}
        </li>
      ))}
      {steps.size === 0 && <li><Typography variant="body2" color="text.secondary">{translate('approvals.nobodyAsked')}</Typography></li>}
    </Box>
  );
}

function TaskLine({ task, request, me }: { readonly task: ApprovalTask; readonly request: ApprovalRequest; readonly me: string }) {
  const translate = useTranslate();
  const formats = useFormats();
  const [asked, setAsked] = useState<AskedAct>();
  const open = request.status === 'pending';
  const waits = task.status === 'pending' || task.status === 'waiting';
  const administers = useWorkspace().hasRight('customize');
  const removable = open && task.kind !== 'approver' && (task.addedBy?.id === me || administers) && waits;
  const transferable = open && administers && task.assignee?.id !== me && waits;
  const takeable = open && task.assignee?.id === me && task.status === 'approved' && !task.automatic && task.kind !== 'opinion';
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', minHeight: 32 }}>
      <span>{task.assignee?.name ?? translate('record.someone')}</span>
      {task.onBehalfOf !== undefined && <Typography variant="caption" color="text.secondary">{translate('approvals.onBehalfOf', { name: task.onBehalfOf.name })}</Typography>}
      {task.kind !== 'approver' && <Chip size="small" variant="outlined" label={translate(`approvals.kind.${task.kind}`)} />}
      <Chip size="small" color={statusColor(task.status)} variant={task.status === 'pending' ? 'filled' : 'outlined'} label={translate(`approvals.task.${task.status}`)} />
      {task.automatic && <Typography variant="caption" color="text.secondary">{translate('approvals.automatic')}</Typography>}
      {task.decidedAt !== undefined && <Typography variant="caption" color="text.secondary">{formatDateTime(task.decidedAt, formats)}</Typography>}
      {task.remindedAt !== undefined && task.status === 'pending' && <Chip size="small" color="warning" variant="outlined" label={translate('approvals.reminded')} />}
      {task.comment !== undefined && <Typography variant="body2" sx={{ flexBasis: '100%', pl: 1, whiteSpace: 'pre-wrap' }}>{task.comment}</Typography>}
      {takeable && <Button size="small" onClick={() => setAsked({ kind: 'takeBack', id: task.id })}>{translate('approvals.acts.takeBack')}</Button>}
      {transferable && <Button size="small" onClick={() => setAsked({ kind: 'transfer', id: task.id })}>{translate('approvals.acts.transfer')}</Button>}
      {removable && <Button size="small" onClick={() => setAsked({ kind: 'removeSigner', id: task.id })}>{translate('approvals.acts.removeSigner')}</Button>}
      {asked !== undefined && <ActDialog asked={asked} object={request.object} onClose={() => setAsked(undefined)} />}
    </Box>
  );
}
