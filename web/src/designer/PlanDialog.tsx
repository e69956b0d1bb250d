import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import {
  Alert, Box, Button, Checkbox, Chip, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, LinearProgress, List, ListItem, ListItemIcon,
  ListItemText, TextField, Typography, useMediaQuery, type Theme,
} from '@mui/material';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useNotify, useTranslate } from 'react-admin';
import { applyPlan, fetchPlan, isRevisionConflict, type DocumentEdit, type Hazard, type Plan, type Request, type RunningChoice } from '../api/metadata';
import { useReloadWorkspace } from '../providers/workspaceContext';
import { useErrorText } from '../views/messages';
import { RunningRequests } from './RunningRequests';
import { useStudio } from './StudioContext';
import { BackTest } from './traces/BackTest';

/** What a draft or a rollback would change, with its risks on the live data, and the way to apply it. */
export function PlanDialog({ title, request, onApplied, onClose }: {
  readonly title: string;
  readonly request: Request;
  readonly onApplied: () => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const locale = useLocale() ?? 'en';
  const client = useQueryClient();
  const reloadWorkspace = useReloadWorkspace();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const { design, reload } = useStudio();
  const [reason, setReason] = useState('');
  const [accepted, setAccepted] = useState(false);
  const [choices, setChoices] = useState<readonly RunningChoice[]>([]);
  const { data: plan, error: planError, isPending, isPlaceholderData } = useQuery({
    queryKey: ['plan', design.revision, request, locale, choices],
    queryFn: ({ signal }) => fetchPlan(request, locale, choices, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const { mutate: apply, isPending: applying, error: applyError, reset } = useMutation({
    mutationFn: (current: Plan) => applyPlan(request, {
      reason: reason.trim(), ifRevision: design.revision, accept: current.hazards.filter((h) => h.severity === 'confirm').map((h) => h.code), onRunning: choices,
    }),
    onSuccess: async (revision) => {
      onApplied();
      await Promise.all([reload(), reloadWorkspace()]);
      // Records may have other fields now.
      await client.invalidateQueries();
      notify('studio.applied', { type: 'success', messageArgs: { revision } });
      onClose();
    },
  });
  const conflict = (applyError !== null && isRevisionConflict(applyError)) || (plan !== undefined && plan.fromRevision !== design.revision);
  const blocked = plan === undefined || plan.findings.some((f) => f.isError) || plan.hazards.some((h) => h.severity === 'block');
  const asks = plan?.hazards.some((h) => h.severity === 'confirm') ?? false;
  const rollback = 'rollbackTo' in request;
  return (
    <Dialog open fullWidth maxWidth="md" fullScreen={narrow} onClose={applying ? undefined : onClose}>
      <Box
        component="form" sx={{ display: 'contents' }}
        onSubmit={(event) => { event.preventDefault(); if (plan !== undefined && !blocked) apply(plan); }}
      >
        <DialogTitle>{title}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
          {isPending && <Box><LinearProgress /><Typography color="text.secondary" sx={{ mt: 1 }}>{translate('studio.planning')}</Typography></Box>}
          {planError !== null && <Alert severity="error">{translate('studio.failed', { message: errorText(planError) })}</Alert>}
          {conflict && (
            <Alert severity="warning" action={<Button color="inherit" onClick={() => void reload().then(reset)}>{translate('studio.planAgain')}</Button>}>
              <strong>{translate('studio.conflictTitle')}</strong><br />{translate('studio.conflictText')}
            </Alert>
          )}
          {applyError !== null && !conflict && <Alert severity="error">{translate('studio.failed', { message: errorText(applyError) })}</Alert>}
          {plan !== undefined && <PlanView plan={plan} />}
          {plan !== undefined && !blocked && 'edits' in request && request.edits.some(isOfHook) && <BackTest edits={request.edits} />}
          {plan !== undefined && plan.running.length > 0 && (
            <RunningRequests flows={plan.running} choices={choices} onChange={(changed) => { setChoices(changed); setAccepted(false); }} />
          )}
          {plan !== undefined && !blocked && plan.changes.length > 0 && (
            <>
              {asks && <FormControlLabel label={translate('studio.confirmHazards')} control={<Checkbox checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />} />}
              <TextField label={translate('studio.reason')} helperText={translate('studio.reasonHelp')} value={reason} onChange={(event) => setReason(event.target.value)} />
            </>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={applying}>{translate('studio.cancel')}</Button>
          <Button
            type="submit" variant="contained" color={rollback ? 'warning' : 'primary'} loading={applying}
            disabled={blocked || conflict || isPlaceholderData || plan.changes.length === 0 || (asks && !accepted)}
          >
            {translate(rollback ? 'studio.rollback' : 'studio.applyPlan')}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

function isOfHook(edit: DocumentEdit): boolean {
  return edit.kind === 'remove' ? edit.document.kind === 'hook' : edit.body.kind === 'hook';
}

function PlanView({ plan }: { readonly plan: Plan }) {
  const translate = useTranslate();
  const errors = plan.findings.filter((f) => f.isError);
  if (errors.length > 0) {
    return (
      <Alert severity="error">
        {translate('studio.planProblems')}
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {errors.map((f, index) => <li key={index}>{f.message} <Typography component="span" variant="caption" color="text.secondary">{f.document} · {f.code}</Typography></li>)}
        </Box>
      </Alert>
    );
  }
  if (plan.changes.length === 0) return <Typography color="text.secondary">{translate('studio.planEmpty')}</Typography>;
  return (
    <List disablePadding>
      {plan.broken.length > 0 && <BrokenClients messages={plan.broken} />}
      {plan.changes.map((change, index) => {
        const hazards = plan.hazards.filter((h) => h.change === index);
        return (
          <ListItem key={index} disableGutters divider sx={{ alignItems: 'flex-start' }}>
            <ListItemIcon sx={{ minWidth: 34, mt: 0.75 }}><CheckCircleOutlined fontSize="small" color={hazards.length > 0 ? 'warning' : 'success'} /></ListItemIcon>
            <ListItemText
              disableTypography
              primary={<Typography sx={{ fontWeight: 550 }}>{change.text}</Typography>}
              secondary={hazards.map((hazard, i) => <HazardView key={i} hazard={hazard} />)}
            />
          </ListItem>
        );
      })}
    </List>
  );
}

const shownMessages = 8;

function BrokenClients({ messages }: { readonly messages: readonly string[] }) {
  const translate = useTranslate();
  return (
    <Alert severity="warning" component="li">
      {translate('studio.apiBroken', { smart_count: messages.length })}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {messages.slice(0, shownMessages).map((message) => <li key={message}><Typography variant="body2" component="span" lang="en">{message}</Typography></li>)}
        {messages.length > shownMessages && <li>…</li>}
      </Box>
    </Alert>
  );
}

const severities = { info: 'info', confirm: 'warning', block: 'error' } as const;

function HazardView({ hazard }: { readonly hazard: Hazard }) {
  const translate = useTranslate();
  return (
    <Alert severity={severities[hazard.severity]} sx={{ mt: 1 }}>
      {hazard.message}
      {hazard.count > 0 && <Typography variant="body2">{translate('studio.affected', { smart_count: hazard.count })}</Typography>}
      {hazard.samples.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 0.5, alignItems: 'center' }}>
          <Typography variant="body2">{translate('studio.samples')}</Typography>
          {hazard.samples.map((sample, i) => <Chip key={i} size="small" variant="outlined" label={sample} />)}
        </Box>
      )}
      {hazard.severity === 'block' && <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('studio.blocked')}</Typography>}
    </Alert>
  );
}
