import { Alert, Box, Button, Checkbox, MenuItem, Paper, Select, Skeleton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { saveSettings, settingsOf, type NotificationSettings } from '../providers/notificationsApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from './EmptyState';
import { useErrorReport, useErrorText } from './messages';

const mails = ['now', 'digest', 'never'] as const;

/** Whoever has not chosen is told as the documents of the platform say. */
const defaults = {
  mailed: ['approvalAsked', 'approvalDecided', 'approvalReturned', 'approvalReminder', 'taskAssigned', 'taskDue', 'mention', 'process', 'system'],
  digest: ['approvalCopied', 'taskChanged'],
  digestAt: '08:00:00',
};

/** How the user wants to be told, kind by kind, and when not. */
export default function NotificationSettingsPage() {
  const translate = useTranslate();
  const errorText = useErrorText();
  const me = useWorkspace().description.user.id;
  useEffect(() => { document.title = translate('notifications.settings'); }, [translate]);
  const { data, isPending, error } = useQuery({ queryKey: ['notifications', 'settings', me], queryFn: ({ signal }) => settingsOf(defaults, signal) });
  return (
    <Box sx={{ maxWidth: 880, mx: 'auto', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Box>
        <Typography variant="h5" component="h1">{translate('notifications.settings')}</Typography>
        <Typography color="text.secondary">{translate('notifications.settingsText')}</Typography>
      </Box>
      {isPending && <Skeleton variant="rounded" height={320} />}
      {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
      {data !== undefined && <SettingsForm key={data.id ?? 'new'} given={data} />}
    </Box>
  );
}

function SettingsForm({ given }: { readonly given: NotificationSettings }) {
  const translate = useTranslate();
  const notify = useNotify();
  const report = useErrorReport();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { timeZone } = useFormats();
  const [settings, setSettings] = useState(given);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => saveSettings(settings),
    onSuccess: async () => {
      notify('notifications.saved', { type: 'success' });
      await client.invalidateQueries({ queryKey: ['notifications', 'settings'] });
    },
  });
  const kinds = workspace.field('Notification', 'type')?.choices;
  if (kinds === undefined) return <EmptyState title={translate('app.notFound')} />;
  const change = (part: Partial<NotificationSettings>) => setSettings((before) => ({ ...before, ...part }));
  const halfQuiet = (settings.quietFrom === undefined) !== (settings.quietUntil === undefined);
  return (
    <Box component="form" onSubmit={(event) => { event.preventDefault(); mutate(); }} sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <TableContainer component={Paper} variant="outlined">
        <Table size="small" sx={{ '& th, & td': { px: { xs: 0.5, sm: 2 } } }}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('notifications.kind')}</TableCell>
              <TableCell align="center">{translate('notifications.inApp')}</TableCell>
              <TableCell>{translate('notifications.mail')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {kinds.map(({ value, label }) => (
              <TableRow key={value}>
                <TableCell component="th" scope="row">{label}</TableCell>
                <TableCell align="center">
                  <Checkbox
                    size="small" checked={!settings.hidden.includes(value)} onChange={(_, on) => change({ hidden: toggled(settings.hidden, value, !on) })}
                    slotProps={{ input: { 'aria-label': `${label}: ${translate('notifications.inApp')}` } }}
                  />
                </TableCell>
                <TableCell>
                  <Select
                    size="small" value={settings.mailed.includes(value) ? 'now' : settings.digest.includes(value) ? 'digest' : 'never'}
                    onChange={({ target }) => change({ mailed: toggled(settings.mailed, value, target.value === 'now'), digest: toggled(settings.digest, value, target.value === 'digest') })}
                    inputProps={{ 'aria-label': `${label}: ${translate('notifications.mail')}` }} sx={{ minWidth: { xs: 104, sm: 130 } }}
                  >
                    {mails.map((m) => <MenuItem key={m} value={m}>{translate(`notifications.mails.${m}`)}</MenuItem>)}
                  </Select>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Time label={translate('notifications.digestAt')} value={settings.digestAt} required onChange={(digestAt) => change({ digestAt: digestAt ?? defaults.digestAt })} />
        <TextField
          size="small" label={translate('notifications.timeZone')} value={settings.timeZone ?? ''} helperText={translate('notifications.timeZoneText', { zone: timeZone })}
          onChange={({ target }) => change({ timeZone: target.value.trim() === '' ? undefined : target.value })}
        />
        <Box sx={{ gridColumn: '1 / -1' }}>
          <Typography variant="subtitle2" component="h2">{translate('notifications.quiet')}</Typography>
          <Typography variant="body2" color="text.secondary">{translate('notifications.quietText')}</Typography>
        </Box>
        <Time label={translate('notifications.from')} value={settings.quietFrom} required={halfQuiet} onChange={(quietFrom) => change({ quietFrom })} />
        <Time label={translate('notifications.until')} value={settings.quietUntil} required={halfQuiet} onChange={(quietUntil) => change({ quietUntil })} />
      </Paper>
      {error !== null && <Alert severity="error">{report(error)}</Alert>}
      <Box><Button type="submit" variant="contained" disabled={isPending}>{translate('ra.action.save')}</Button></Box>
    </Box>
  );
}

function Time({ label, value, required, onChange }: { readonly label: string; readonly value: string | undefined; readonly required?: boolean; readonly onChange: (value: string | undefined) => void }) {
  return (
    <TextField
      type="time" size="small" label={label} required={required} value={value?.slice(0, 5) ?? ''} slotProps={{ inputLabel: { shrink: true } }}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    />
  );
}

function toggled(list: readonly string[], value: string, isIn: boolean): readonly string[] {
  const others = list.filter((v) => v !== value);
  return isIn ? [...others, value] : others;
}
