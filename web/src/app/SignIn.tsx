import { Alert, Box, Button, MenuItem, Paper, Select, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { Notification, useLocaleState, useLogin, useTranslate } from 'react-admin';
import { ApiError } from '../api/problems';
import { locales } from '../providers/i18nProvider';
import { Mark } from './Mark';

/** The sign-in page. */
export function SignIn() {
  const translate = useTranslate();
  const login = useLogin();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tenant, setTenant] = useState('');
  const [tenants, setTenants] = useState<readonly string[]>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => { document.title = translate('signIn.title'); }, [translate]);

  const submit = async () => {
    if (email.trim() === '' || password === '') {
      setFailure(translate('signIn.needed'));
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      await login({ email: email.trim(), password, tenant: tenant.trim() });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'TENANT_REQUIRED') setTenants(listOf(error.details.tenants));
      else setFailure(failureText(translate, error));
      setBusy(false);
    }
  };

  return (
    <Box sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', bgcolor: 'background.default', p: 2 }}>
      <Box sx={{ width: '100%', maxWidth: 400 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, mb: 2.5, justifyContent: 'center' }}>
          <Mark size={36} />
          <Typography variant="h5" component="p">{translate('app.brand')}</Typography>
        </Box>
        <Paper variant="outlined" sx={{ p: { xs: 2.5, sm: 4 } }}>
          <Typography variant="h5" component="h1">{translate('signIn.title')}</Typography>
          <Typography color="text.secondary" sx={{ mb: 2.5 }}>{translate('signIn.subtitle')}</Typography>
          <Box component="form" noValidate sx={{ display: 'grid', gap: 2 }} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
            {failure !== undefined && <Alert severity="error" role="alert">{failure}</Alert>}
            <TextField
              id="email" label={translate('signIn.email')} type="email" autoComplete="username" autoFocus fullWidth size="medium"
              value={email} onChange={(event) => setEmail(event.target.value)}
            />
            <TextField
              id="password" label={translate('signIn.password')} type="password" autoComplete="current-password" fullWidth size="medium"
              value={password} onChange={(event) => setPassword(event.target.value)}
            />
            {tenants !== undefined && (
              <TextField id="tenant" select label={translate('signIn.tenant')} fullWidth size="medium" value={tenant} onChange={(event) => setTenant(event.target.value)}>
                {tenants.map((name) => <MenuItem key={name} value={name}>{name}</MenuItem>)}
              </TextField>
            )}
            <Button type="submit" variant="contained" size="large" loading={busy}>{translate('signIn.submit')}</Button>
          </Box>
        </Paper>
        <Box sx={{ display: 'flex', justifyContent: 'center', mt: 2 }}><LanguageSelect /></Box>
      </Box>
      <Notification />
    </Box>
  );
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function failureText(translate: ReturnType<typeof useTranslate>, error: unknown): string {
  if (!(error instanceof ApiError)) return translate('signIn.failed', { message: String(error) });
  switch (error.code) {
    case 'SIGN_IN_THROTTLED':
      return error.retryAfter === undefined
        ? translate('signIn.throttled')
        : translate('signIn.locked', { smart_count: Math.max(1, Math.ceil(error.retryAfter / 60)) });
    case 'SIGN_IN_FAILED':
      return translate('signIn.wrong');
    case 'NETWORK':
      return translate('app.offline');
    default:
      return translate('signIn.failed', { message: error.message });
  }
}

export function LanguageSelect() {
  const translate = useTranslate();
  const [locale, setLocale] = useLocaleState();
  return (
    <Select
      size="small" variant="standard" disableUnderline value={locale ?? 'en'} onChange={(event) => setLocale(event.target.value)}
      inputProps={{ 'aria-label': translate('app.language') }}
    >
      {locales.map((l) => <MenuItem key={l.locale} value={l.locale} lang={l.locale}>{l.name}</MenuItem>)}
    </Select>
  );
}
