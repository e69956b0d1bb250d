import { Alert, Box, Button, Chip, List, ListItem, ListItemText, Paper, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { dropWebhookMessages, fetchSetAside, fetchWebhookCalls, fetchWebhookState, replayWebhook, resumeWebhook, sendWebhookSample, type Circuit } from '../../api/integrations';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';
import { useErrorText, useNotifyError } from '../../views/messages';
import { CallTable } from './CallTable';

const colors: Readonly<Record<Circuit, 'success' | 'warning' | 'error'>> = { CLOSED: 'success', OPEN: 'warning', STOPPED: 'error' };

// Often enough to see a call that one waits for.
const refetchInterval = 5_000;

/** How the receiver of a webhook fares, its calls, and what was set aside. */
export function WebhookCalls({ webhook }: { readonly webhook: string }) {
  const translate = useTranslate();
  const formats = useFormats();
  const errorText = useErrorText();
  const notify = useNotify();
  const onError = useNotifyError();
  const client = useQueryClient();
  const [failedOnly, setFailedOnly] = useState(false);
  const { data: state, error } = useQuery({ queryKey: ['webhook', webhook, 'state'], queryFn: ({ signal }) => fetchWebhookState(webhook, signal), refetchInterval });
  const { data: calls = [] } = useQuery({ queryKey: ['webhook', webhook, 'calls', failedOnly], queryFn: ({ signal }) => fetchWebhookCalls(webhook, failedOnly, signal), refetchInterval });
  const onSuccess = () => client.invalidateQueries({ queryKey: ['webhook', webhook] });
  const resume = useMutation({ mutationFn: () => resumeWebhook(webhook), onSuccess, onError });
  const sample = useMutation({ mutationFn: () => sendWebhookSample(webhook), onError });
  const replay = useMutation({
    mutationFn: (messages: readonly string[] | undefined) => replayWebhook(webhook, messages), onError,
    onSuccess: (count) => {
      notify('integration.replayed', { messageArgs: { count } });
      return onSuccess();
    },
  });
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {state !== undefined && (
        <Paper variant="outlined" sx={{ p: 2, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Chip color={colors[state.state]} label={translate(`integration.states.${state.state}`)} />
          <Typography color="text.secondary">{translate('integration.waiting', { count: state.waiting })} · {translate('integration.setAside', { count: state.setAside })}</Typography>
          {state.retryAt !== undefined && <Typography color="text.secondary">{translate('integration.nextTry', { at: formatDateTime(state.retryAt, formats) })}</Typography>}
          <Box sx={{ flex: 1 }} />
          {state.state !== 'CLOSED' && <Button variant="outlined" loading={resume.isPending} onClick={() => resume.mutate()}>{translate('integration.resume')}</Button>}
          <Button variant="contained" loading={sample.isPending} onClick={() => sample.mutate()}>{translate('integration.sample')}</Button>
          {state.lastError !== undefined && <Alert severity="warning" sx={{ width: '100%' }}>{state.lastError}</Alert>}
          {sample.data !== undefined && (
            <Alert severity={sample.data.delivered ? 'success' : 'error'} sx={{ width: '100%' }}>
              {translate(sample.data.delivered ? 'integration.sampleTaken' : 'integration.sampleRefused', { status: sample.data.status ?? '', error: sample.data.error ?? '' })}
            </Alert>
          )}
        </Paper>
      )}
      {state !== undefined && state.setAside > 0 && <SetAside webhook={webhook} busy={replay.isPending} onReplay={(messages) => replay.mutate(messages)} />}
      <CallTable calls={calls} sent failedOnly={failedOnly} onFailedOnly={setFailedOnly} />
    </Box>
  );
}

function SetAside({ webhook, busy, onReplay }: { readonly webhook: string; readonly busy: boolean; readonly onReplay: (messages: readonly string[] | undefined) => void }) {
  const translate = useTranslate();
  const formats = useFormats();
  const onError = useNotifyError();
  const client = useQueryClient();
  const { data: messages = [] } = useQuery({ queryKey: ['webhook', webhook, 'setAside'], queryFn: ({ signal }) => fetchSetAside(webhook, signal), refetchInterval });
  const drop = useMutation({
    mutationFn: (id: string) => dropWebhookMessages(webhook, [id]), onError, onSuccess: () => client.invalidateQueries({ queryKey: ['webhook', webhook] }),
  });
  return (
    <Paper variant="outlined" component="section" aria-label={translate('integration.setAsideTitle')} sx={{ p: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography component="h3" sx={{ fontWeight: 600, flex: 1 }}>{translate('integration.setAsideTitle')}</Typography>
        <Button disabled={busy} onClick={() => onReplay(undefined)}>{translate('integration.replayAll')}</Button>
      </Box>
      <Typography variant="body2" color="text.secondary">{translate('integration.setAsideHelp')}</Typography>
      <List dense>
        {messages.map((m) => (
          <ListItem
            key={m.id} disableGutters
            secondaryAction={(
              <>
                <Button size="small" disabled={busy} onClick={() => onReplay([m.id])}>{translate('integration.replay')}</Button>
                <Button size="small" color="error" onClick={() => drop.mutate(m.id)}>{translate('integration.drop')}</Button>
              </>
            )}
          >
            <ListItemText sx={{ pr: 20 }} primary={`${m.event ?? m.key} · ${formatDateTime(m.createdAt, formats)}`} secondary={m.lastError} />
          </ListItem>
        ))}
      </List>
    </Paper>
  );
}
