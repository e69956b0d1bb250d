import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import { Alert, Box, Button, Chip, IconButton, MenuItem, Paper, Skeleton, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Tooltip, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { changePassword, createApiKey, endSession, fetchApiKeys, fetchSessions, revokeApiKey } from '../api/account';
import { ApiError } from '../api/problems';
import { formatDateTime } from '../model/formats';
import { programName } from '../model/programs';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { useErrorReport, useNotifyError } from './messages';

/** The user's own affairs: password, where they are signed in, and keys for their programs. */
export default function AccountPage() {
  const translate = useTranslate();
  const { user } = useWorkspace().description;
  useEffect(() => { document.title = translate('account.title'); }, [translate]);
  return (
    <Box sx={{ maxWidth: 880, mx: 'auto', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Box>
        <Typography variant="h5" component="h1">{translate('account.title')}</Typography>
        <Typography color="text.secondary">{user.name} · {user.email}</Typography>
      </Box>
      <Part title={translate('account.password')}><PasswordForm /></Part>
      <Part title={translate('account.sessions')}><Sessions /></Part>
      <Part title={translate('account.keys')} text={translate('account.keysText')}><Keys /></Part>
    </Box>
  );
}

function Part({ title, text, children }: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  return (
    <Paper variant="outlined" component="section" aria-label={title} sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      <Box>
        <Typography variant="h6" component="h2">{title}</Typography>
        {text !== undefined && <Typography variant="body2" color="text.secondary">{text}</Typography>}
      </Box>
      {children}
    </Paper>
  );
}

/** The least length of a password; the server has the last word. */
const shortest = 10;

function PasswordForm() {
  const translate = useTranslate();
  const notify = useNotify();
  const report = useErrorReport();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const [again, setAgain] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => changePassword(current, chosen),
    onSuccess: async () => {
      setCurrent('');
      setChosen('');
      setAgain('');
      notify('account.passwordChanged', { type: 'success' });
      await client.invalidateQueries({ queryKey: ['account'] });
    },
  });
  const short = chosen !== '' && [...chosen].length < shortest;
  const differs = again !== '' && again !== chosen;
  const complete = current !== '' && chosen !== '' && again === chosen && !short;
  return (
    <Box component="form" noValidate onSubmit={(event) => { event.preventDefault(); if (complete) mutate(); }} sx={{ display: 'grid', gap: 1.5, maxWidth: 400 }}>
      {error !== null && <Alert severity="error" role="alert">{error instanceof ApiError && error.code === 'PASSWORD_WRONG' ? translate('account.passwordWrong') : report(error)}</Alert>}
      <TextField label={translate('account.current')} type="password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
      <TextField
        label={translate('account.new')} type="password" autoComplete="new-password" value={chosen} onChange={(event) => setChosen(event.target.value)}
        error={short} helperText={translate('account.least', { least: shortest })}
      />
      <TextField
        label={translate('account.again')} type="password" autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)}
        error={differs} helperText={differs ? translate('account.differs') : undefined}
      />
      <Button type="submit" variant="contained" disabled={!complete} loading={isPending} sx={{ justifySelf: 'start' }}>{translate('account.change')}</Button>
    </Box>
  );
}

function Sessions() {
  const translate = useTranslate();
  const report = useErrorReport();
  const notifyError = useNotifyError();
  const formats = useFormats();
  const client = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['account', 'sessions'], queryFn: ({ signal }) => fetchSessions(signal) });
  const { mutate, isPending } = useMutation({ mutationFn: endSession, onError: notifyError, onSettled: () => client.invalidateQueries({ queryKey: ['account', 'sessions'] }) });
  if (error !== null) return <Alert severity="error">{report(error)}</Alert>;
  if (data === undefined) return <Skeleton height={60} />;
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('account.sessions')}>
        <TableHead><TableRow><TableCell>{translate('account.program')}</TableCell><TableCell sx={wide}>{translate('account.address')}</TableCell><TableCell sx={wide}>{translate('account.since')}</TableCell><TableCell /></TableRow></TableHead>
        <TableBody>
          {data.map((s) => (
            <TableRow key={s.id}>
              <TableCell sx={{ maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { xs: 'normal', sm: 'nowrap' } }} title={s.userAgent}>
                {programName(s.userAgent) ?? '—'}
                <Typography variant="body2" color="text.secondary" sx={{ display: { sm: 'none' } }}>{s.address ?? '—'} · {formatDateTime(s.createdAt, formats)}</Typography>
              </TableCell>
              <TableCell sx={wide}>{s.address ?? '—'}</TableCell>
              <TableCell sx={{ ...wide, whiteSpace: 'nowrap' }}>{formatDateTime(s.createdAt, formats)}</TableCell>
              <TableCell align="right">
                {s.current ? <Chip size="small" label={translate('account.here')} /> : <Button color="error" disabled={isPending} sx={{ whiteSpace: 'nowrap' }} onClick={() => mutate(s.id)}>{translate('account.end')}</Button>}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** A column that a phone has no room for: there it stands below the first one. */
const wide = { display: { xs: 'none', sm: 'table-cell' } } as const;

/** For how many days a key is good; the empty one never ends. */
const lives = ['30', '90', '365', ''] as const;

function Keys() {
  const translate = useTranslate();
  const notify = useNotify();
  const report = useErrorReport();
  const notifyError = useNotifyError();
  const formats = useFormats();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [made, setMade] = useState<string>();
  const refresh = () => client.invalidateQueries({ queryKey: ['account', 'keys'] });
  const { data, error } = useQuery({ queryKey: ['account', 'keys'], queryFn: ({ signal }) => fetchApiKeys(signal) });
  const { mutate: make, isPending } = useMutation({
    mutationFn: () => createApiKey(name.trim(), days === '' ? undefined : new Date(Date.now() + Number(days) * 86_400_000).toISOString()),
    onSuccess: (key) => { setMade(key); setName(''); },
    onError: notifyError,
    onSettled: refresh,
  });
  const { mutate: revoke, isPending: revoking } = useMutation({ mutationFn: revokeApiKey, onError: notifyError, onSettled: refresh });
  if (error !== null) return <Alert severity="error">{report(error)}</Alert>;
  if (data === undefined) return <Skeleton height={60} />;
  const copy = async (key: string) => {
    await navigator.clipboard.writeText(key);
    notify('account.copied', { type: 'success' });
  };
  return (
    <>
      {made !== undefined && (
        <Alert
          severity="success" onClose={() => setMade(undefined)}
          action={<Tooltip title={translate('account.copy')}><IconButton color="inherit" size="small" aria-label={translate('account.copy')} onClick={() => { copy(made).catch(notifyError); }}><ContentCopyOutlined fontSize="small" /></IconButton></Tooltip>}
        >
          {translate('account.made')}<Box component="code" sx={{ display: 'block', overflowWrap: 'anywhere', mt: 0.5 }}>{made}</Box>
        </Alert>
      )}
      <Box component="form" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') make(); }} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <TextField label={translate('account.keyName')} value={name} onChange={(event) => setName(event.target.value)} slotProps={{ htmlInput: { maxLength: 120 } }} />
        <TextField select label={translate('account.ends')} value={days} onChange={(event) => setDays(event.target.value)} sx={{ minWidth: 140 }}>
          {lives.map((life) => <MenuItem key={life} value={life}>{life === '' ? translate('account.never') : translate('account.days', { smart_count: Number(life) })}</MenuItem>)}
        </TextField>
        <Button type="submit" variant="contained" loading={isPending} disabled={name.trim() === ''}>{translate('account.make')}</Button>
      </Box>
      {data.length > 0 && (
        <TableContainer>
          <Table size="small" aria-label={translate('account.keys')}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('account.keyName')}</TableCell><TableCell>{translate('account.begins')}</TableCell><TableCell>{translate('account.ends')}</TableCell>
                <TableCell>{translate('account.used')}</TableCell><TableCell />
              </TableRow>
            </TableHead>
            <TableBody>
              {data.map((k) => (
                <TableRow key={k.id}>
                  <TableCell>{k.name}</TableCell>
                  <TableCell><code>{k.prefix}…</code></TableCell>
                  <TableCell>{k.expiresAt === undefined ? translate('account.never') : formatDateTime(k.expiresAt, formats)}</TableCell>
                  <TableCell>{k.lastUsedAt === undefined ? '—' : formatDateTime(k.lastUsedAt, formats)}</TableCell>
                  <TableCell align="right"><Button color="error" disabled={revoking} aria-label={`${translate('account.revoke')}: ${k.name}`} onClick={() => revoke(k.id)}>{translate('account.revoke')}</Button></TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </>
  );
}
