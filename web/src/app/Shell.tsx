import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import LogoutOutlined from '@mui/icons-material/LogoutOutlined';
import ManageAccountsOutlined from '@mui/icons-material/ManageAccountsOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import MenuOutlined from '@mui/icons-material/MenuOutlined';
import TranslateOutlined from '@mui/icons-material/TranslateOutlined';
import {
  AppBar, Box, Button, CircularProgress, Divider, Drawer, IconButton, ListItemIcon, Menu, MenuItem, Toolbar, Tooltip, Typography, useMediaQuery,
  type Theme,
} from '@mui/material';
import { Suspense, useState, type ReactNode } from 'react';
import { useLocaleState, useLogout, useTheme, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { ApiError } from '../api/problems';
import { locales } from '../providers/i18nProvider';
import { useWorkspace, WorkspaceProvider, type WorkspaceHolder } from '../providers/workspaceContext';
import type { RecordsApi } from '../providers/recordsApi';
import { EmptyState } from '../views/EmptyState';
import { NotificationBell } from '../views/NotificationBell';
import { Mark } from './Mark';
import { Navigation } from './Navigation';
import { SearchBox } from './SearchBox';

const drawerWidth = 232;

/** The frame around every page of a signed-in user. */
export function createShell(holder: WorkspaceHolder, records: RecordsApi) {
  return function Shell({ children }: { readonly children?: ReactNode }) {
    return (
      <WorkspaceProvider holder={holder} records={records} loading={<Loading />} failed={(error, retry) => <Failed error={error} retry={retry} />}>
        <Frame>{children}</Frame>
      </WorkspaceProvider>
    );
  };
}

function Loading() {
  const translate = useTranslate();
  return (
    <Box sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', placeContent: 'center', gap: 2 }}>
      <CircularProgress size={32} />
      <Typography color="text.secondary">{translate('app.loading')}</Typography>
    </Box>
  );
}

function Failed({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const translate = useTranslate();
  const logout = useLogout();
  const signedOut = error instanceof ApiError && error.status === 401;
  return (
    <EmptyState
      title={translate('app.loadFailed')} text={error.message}
      action={<Button variant="contained" onClick={() => (signedOut ? void logout() : retry())}>{translate(signedOut ? 'signIn.title' : 'app.retry')}</Button>}
    />
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const wide = useMediaQuery((theme: Theme) => theme.breakpoints.up('md'));
  const [open, setOpen] = useState<boolean>();
  const shown = open ?? wide;
  return (
    <Box sx={{ display: 'flex', minHeight: '100vh' }}>
      <AppBar position="fixed" color="inherit" sx={{ borderBottom: 1, borderColor: 'divider', zIndex: (theme) => theme.zIndex.drawer + 1, bgcolor: 'background.paper' }}>
        <Toolbar variant="dense" sx={{ gap: 1, minHeight: 52 }}>
          <IconButton edge="start" aria-label={translate('app.menu')} aria-expanded={shown} onClick={() => setOpen(!shown)}><MenuOutlined /></IconButton>
          <Box component={RouterLink} to="/" aria-label={workspace.description.tenant.label} sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'inherit', textDecoration: 'none', mr: 1 }}>
            <Mark size={26} />
            <Typography noWrap sx={{ fontWeight: 700, display: { xs: 'none', md: 'block' }, maxWidth: 180 }}>{workspace.description.tenant.label}</Typography>
          </Box>
          <Box sx={{ flex: 1, display: 'flex', justifyContent: { md: 'center' }, minWidth: 0 }}><SearchBox /></Box>
          <NotificationBell />
          <LanguageMenu />
          <ThemeSwitch />
          <UserMenu />
        </Toolbar>
      </AppBar>
      <Drawer
        variant={wide ? 'persistent' : 'temporary'} open={shown} onClose={() => setOpen(false)}
        sx={{ 'width': wide && shown ? drawerWidth : 0, 'flexShrink': 0, '& .MuiDrawer-paper': { width: wide ? drawerWidth : 280, pt: '52px' } }}
      >
        <Navigation onNavigate={() => { if (!wide) setOpen(false); }} />
      </Drawer>
      <Box component="main" sx={{ flex: 1, minWidth: 0, pt: '52px' }}>
        <Box sx={{ p: { xs: 1.5, sm: 2.5 }, pb: { xs: 10, sm: 2.5 } }}>
          <Suspense fallback={<Box sx={{ display: 'grid', placeItems: 'center', py: 10 }}><CircularProgress size={28} /></Box>}>{children}</Suspense>
        </Box>
      </Box>
    </Box>
  );
}

function LanguageMenu() {
  const translate = useTranslate();
  const [locale, setLocale] = useLocaleState();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title={translate('app.language')}>
        <IconButton aria-label={translate('app.language')} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}><TranslateOutlined fontSize="small" /></IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {locales.map((l) => (
          <MenuItem key={l.locale} lang={l.locale} selected={l.locale === locale} onClick={() => { setLocale(l.locale); setAnchor(null); }}>{l.name}</MenuItem>
        ))}
      </Menu>
    </>
  );
}

function ThemeSwitch() {
  const translate = useTranslate();
  const [theme, setTheme] = useTheme();
  const dark = theme === 'dark';
  return (
    <Tooltip title={translate('app.theme')}>
      <IconButton aria-label={translate('app.theme')} onClick={() => setTheme(dark ? 'light' : 'dark')} sx={{ display: { xs: 'none', sm: 'inline-flex' } }}>
        {dark ? <LightModeOutlined fontSize="small" /> : <DarkModeOutlined fontSize="small" />}
      </IconButton>
    </Tooltip>
  );
}

function UserMenu() {
  const translate = useTranslate();
  const logout = useLogout();
  const { user } = useWorkspace().description;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title={user.name}>
        <IconButton edge="end" aria-label={user.name} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}><AccountCircleOutlined /></IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <Box sx={{ px: 2, py: 1 }}>
          <Typography sx={{ fontWeight: 600 }}>{user.name}</Typography>
          <Typography variant="body2" color="text.secondary">{user.email}</Typography>
        </Box>
        <Divider />
        <MenuItem component={RouterLink} to="/my-account" onClick={() => setAnchor(null)}>
          <ListItemIcon><ManageAccountsOutlined fontSize="small" /></ListItemIcon>{translate('account.title')}
        </MenuItem>
        <MenuItem component={RouterLink} to="/my-notifications" onClick={() => setAnchor(null)}>
          <ListItemIcon><NotificationsOutlined fontSize="small" /></ListItemIcon>{translate('notifications.settings')}
        </MenuItem>
        <MenuItem onClick={() => void logout()}><ListItemIcon><LogoutOutlined fontSize="small" /></ListItemIcon>{translate('app.signOut')}</MenuItem>
      </Menu>
    </>
  );
}
