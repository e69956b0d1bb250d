import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, ListItemText, Menu, MenuItem, TextField } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useNotify, useTranslate } from 'react-admin';
import type { FileRef } from '../api/files';
import { RecordPicker } from '../fields/ReferenceInputs';
import { choiceAfter, earlierSteps, inLanguage, type ApprovalRequest, type ApprovalTask } from '../model/approvals';
import type { RecordRef } from '../model/records';
import { act, decide, type Act } from '../providers/approvalsApi';
import { useWorkspace } from '../providers/workspaceContext';
import { AttachFiles } from './AttachFiles';
import { useErrorText } from './messages';

/** What is asked for in the dialog of an act. */
export interface AskedAct {
  readonly kind: Act | 'approve' | 'reject';
  /** Task or request. */
  readonly id: string;
  /** Steps to which the request may go back. */
  readonly steps?: readonly ApprovalTask[];
  /** The step after this one, where it leaves its people to whoever approves now. */
  readonly next?: Readonly<Record<string, string>>;
}

const withUser = new Set<AskedAct['kind']>(['transfer', 'delegate', 'addBefore', 'addAfter', 'copy']);
const needsComment = new Set<AskedAct['kind']>(['say']);

/** Approvals are read anew wherever they are shown, and the record with them. */
export function useRefreshApprovals(): (object?: string) => Promise<void> {
  const client = useQueryClient();
  return async (object) => {
    await client.invalidateQueries({ queryKey: ['approvals'] });
    if (object !== undefined) await client.invalidateQueries({ queryKey: [object] });
  };
}

/** Asks for what an act needs: a comment, a person, a step. */
export function ActDialog({ asked, object, onClose }: { readonly asked: AskedAct; readonly object?: string; readonly onClose: () => void }) {
  const translate = useTranslate();
  const locale = useLocale();
  const notify = useNotify();
  const errorText = useErrorText();
  const refresh = useRefreshApprovals();
  const [comment, setComment] = useState('');
  const [user, setUser] = useState<RecordRef | null>(null);
  const [to, setTo] = useState('');
  const [files, setFiles] = useState<readonly FileRef[]>([]);
  const [uploading, setUploading] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const attached = files.map((f) => f.id);
      if (asked.kind === 'approve' || asked.kind === 'reject') {
        const [refused] = await decide(asked.kind === 'approve', [asked.id], comment, user === null ? [] : [user.id], attached);
        if (refused !== undefined) throw refused.error;
      } else await act(asked.kind, asked.id, { comment, files: attached, ...(user === null ? {} : { user: user.id }), ...(to === '' ? {} : { to }) });
    },
    onSuccess: async () => {
      notify(`approvals.done.${asked.kind}`, { type: 'success' });
      onClose();
      await refresh(object);
    },
  });
  const ready = (!withUser.has(asked.kind) || user !== null) && (!needsComment.has(asked.kind) || comment.trim() !== '');
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="approval-act">
      <DialogTitle id="approval-act">{translate(`approvals.acts.${asked.kind}`)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        {withUser.has(asked.kind) && (
          <RecordPicker object="User" value={user} onChange={setUser} label={translate('approvals.person')} textField={{ label: translate('approvals.person') }} />
        )}
        {asked.kind === 'approve' && asked.next !== undefined && (
          <RecordPicker
            object="User" value={user} onChange={setUser} label={translate('approvals.chooseFor', { step: inLanguage(asked.next, locale, '') })} textField={{ label: translate('approvals.chooseFor', { step: inLanguage(asked.next, locale, '') }) }}
          />
        )}
        {asked.kind === 'return' && (
          <TextField select label={translate('approvals.returnTo')} value={to} onChange={(event) => setTo(event.target.value)} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
            <MenuItem value="">{translate('approvals.submitter')}</MenuItem>
            {asked.steps?.map((s) => <MenuItem key={s.step} value={s.step}>{inLanguage(s.label, locale, s.step)}</MenuItem>)}
          </TextField>
        )}
        <TextField
          label={translate('approvals.comment')} multiline minRows={3} value={comment} autoFocus={!withUser.has(asked.kind)}
          onChange={(event) => setComment(event.target.value)} slotProps={{ htmlInput: { maxLength: 10_000 } }}
          error={error !== null} helperText={error === null ? undefined : errorText(error)}
        />
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}><AttachFiles files={files} setFiles={setFiles} onBusy={setUploading} /></Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" color={asked.kind === 'reject' ? 'error' : 'primary'} disabled={!ready || isPending || uploading} onClick={() => mutate()}>
          {translate(`approvals.acts.${asked.kind}`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** The acts of somebody who is asked. */
export function TaskActs({ request, task }: { readonly request: ApprovalRequest; readonly task: ApprovalTask }) {
  const translate = useTranslate();
  const [asked, setAsked] = useState<AskedAct>();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const ask = (kind: AskedAct['kind']) => {
    setAnchor(null);
    const next = choiceAfter(request, task.step);
    setAsked({ kind, id: task.id, steps: earlierSteps(request, task), ...(next === undefined ? {} : { next: next.label }) });
  };
  const more: readonly Act[] = task.kind === 'opinion' ? ['transfer'] : ['return', 'transfer', 'delegate', 'addBefore', 'addAfter'];
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      <Button variant="contained" color="success" onClick={() => ask('approve')}>{translate('approvals.acts.approve')}</Button>
      <Button variant="outlined" color="error" onClick={() => ask('reject')}>{translate('approvals.acts.reject')}</Button>
      <Button variant="outlined" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>{translate('approvals.more')}</Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {more.map((kind) => (
          <MenuItem key={kind} onClick={() => ask(kind)}>
            <ListItemText primary={translate(`approvals.acts.${kind}`)} secondary={translate(`approvals.hints.${kind}`)} />
          </MenuItem>
        ))}
      </Menu>
      {asked !== undefined && <ActDialog asked={asked} object={request.object} onClose={() => setAsked(undefined)} />}
    </Box>
  );
}

/** The acts of the submitter, and of whoever takes part. */
export function RequestActs({ request, isSubmitter }: { readonly request: ApprovalRequest; readonly isSubmitter: boolean }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const [asked, setAsked] = useState<AskedAct>();
  const open = request.status === 'pending';
  // Administrators may do in the submitter's place what has to be done.
  const leads = isSubmitter || workspace.hasRight('customize');
  const acts: readonly Act[] = [...(leads && open ? ['remind' as const] : []), ...(leads && (open || request.status === 'returned') ? ['recall' as const] : []), 'copy', 'say'];
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {acts.map((kind) => <Button key={kind} size="small" onClick={() => setAsked({ kind, id: request.id })}>{translate(`approvals.acts.${kind}`)}</Button>)}
      {asked !== undefined && <ActDialog asked={asked} object={request.object} onClose={() => setAsked(undefined)} />}
    </Box>
  );
}
