import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { Alert, Badge, Box, Button, Drawer, IconButton, List, ListItemButton, Popover, Skeleton, Tooltip, Typography, useMediaQuery, type Theme } from '@mui/material';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router';
import { formatDateTime } from '../model/formats';
import { markAllRead, markRead, notificationsAfter, notificationsChanged, unreadCount, type AppNotification } from '../providers/notificationsApi';
import { nameKey, recordNames, type NamedRecord } from '../providers/recordNames';
import { useSubscription } from '../providers/subscriptions';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from './EmptyState';
import { useErrorText } from './messages';
import { showPath } from './paths';

const key = ['notifications'];

/** The largest number that the bell shows in full. */
const most = 99;

/** What the user is told: how much of it is unread, live, and a panel with all of it. */
export function NotificationBell() {
  const translate = useTranslate();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const mayRead = workspace.get('Notification') !== undefined;
  useSubscription(mayRead ? notificationsChanged : undefined, useCallback(() => void client.invalidateQueries({ queryKey: key }), [client]));
  const { data: unread = 0 } = useQuery({
    queryKey: [...key, 'unread', workspace.description.user.id], queryFn: ({ signal }) => unreadCount(signal), enabled: mayRead, refetchInterval: 120_000,
  });
  if (!mayRead) return null;
  // The name says the number as it is shown: who speaks to the page says what they see.
  const shown = unread === 0 ? undefined : unread > most ? `${most}+` : String(unread);
  const title = shown === undefined ? translate('notifications.title') : translate('notifications.unread', { count: shown });
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title={title}>
        <IconButton aria-label={title} aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)}>
          <Badge badgeContent={shown} color="error"><NotificationsOutlined fontSize="small" /></Badge>
        </IconButton>
      </Tooltip>
      {narrow
        ? <Drawer anchor="bottom" open={anchor !== null} onClose={close} slotProps={{ paper: { sx: { height: '80vh' } } }}><Panel unread={unread} onClose={close} /></Drawer>
        : (
          <Popover
            open={anchor !== null} anchorEl={anchor} onClose={close} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}
            slotProps={{ paper: { sx: { width: 400, maxHeight: '70vh', display: 'flex' } } }}
          >
            <Panel unread={unread} onClose={close} />
          </Popover>
        )}
    </>
  );
}

function Panel({ unread, onClose }: { readonly unread: number; readonly onClose: () => void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { data, isPending, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...key, 'list', workspace.description.user.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => notificationsAfter(pageParam, signal),
    getNextPageParam: (last) => last.after,
  });
  const all = data?.pages.flatMap((p) => p.notifications) ?? [];
  const subjects = all.flatMap((n): readonly NamedRecord[] => (n.object === undefined || n.record === undefined ? [] : [{ object: n.object, record: n.record }]));
  const { data: names } = useQuery({
    queryKey: [...key, 'names', subjects.map(nameKey)], queryFn: ({ signal }) => recordNames(workspace, subjects, signal), enabled: subjects.length > 0,
  });
  const panel = useRef<HTMLDivElement>(null);
  const { mutate: readAll, isPending: marking } = useMutation({
    mutationFn: markAllRead,
    // The button goes with what was unread: without it the keyboard would be nowhere, and Escape would close nothing.
    onMutate: () => panel.current?.focus(),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Box ref={panel} tabIndex={-1} role="dialog" aria-label={translate('notifications.title')} sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0, outline: 'none' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 1, borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="h6" component="h2" sx={{ flex: 1 }}>{translate('notifications.title')}</Typography>
        {unread > 0 && <Button size="small" disabled={marking} onClick={() => readAll()}>{translate('notifications.markAll')}</Button>}
        <Tooltip title={translate('notifications.settings')}>
          <IconButton size="small" component={RouterLink} to="/my-notifications" aria-label={translate('notifications.settings')} onClick={onClose}><SettingsOutlined fontSize="small" /></IconButton>
        </Tooltip>
      </Box>
      <Box sx={{ overflow: 'auto', flex: 1 }}>
        {isPending && <Box sx={{ p: 2 }}><Skeleton variant="rounded" height={120} /></Box>}
        {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
        {data !== undefined && all.length === 0 && <EmptyState title={translate('notifications.empty')} text={translate('notifications.emptyText')} />}
        <List component="div" disablePadding>
          {all.map((n) => <Entry key={n.id} notification={n} names={names} onClose={onClose} />)}
        </List>
        {hasNextPage && <Button fullWidth onClick={() => void fetchNextPage()}>{translate('notifications.more')}</Button>}
      </Box>
    </Box>
  );
}

function Entry({ notification, names, onClose }: { readonly notification: AppNotification; readonly names: ReadonlyMap<string, string> | undefined; readonly onClose: () => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const client = useQueryClient();
  const formats = useFormats();
  const workspace = useWorkspace();
  const { object, record } = notification;
  const about = object === undefined || record === undefined ? undefined : { object, record };
  const name = about === undefined ? undefined : names?.get(nameKey(about));
  const { mutate } = useMutation({ mutationFn: () => markRead(notification.id), onSettled: () => client.invalidateQueries({ queryKey: key }) });
  const isUnread = notification.readAt === undefined;
  const open = () => {
    if (isUnread) mutate();
    const target = notification.link ?? (about === undefined || name === undefined ? undefined : pathOf(notification.type, about));
    if (target === undefined || !target.startsWith('/')) return;
    onClose();
    void navigate(target);
  };
  return (
    <ListItemButton divider onClick={open} sx={{ alignItems: 'flex-start', gap: 1, px: 2 }}>
      <Box aria-hidden sx={{ mt: 1, width: 8, height: 8, borderRadius: '50%', flexShrink: 0, bgcolor: isUnread ? 'primary.main' : 'transparent' }} />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography sx={{ fontWeight: isUnread ? 600 : 400, overflowWrap: 'anywhere' }}>{notification.title}</Typography>
        {about !== undefined && names !== undefined && (
          <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
            {name === undefined ? translate('notifications.hiddenRecord') : `${workspace.get(about.object)?.label ?? about.object} · ${name}`}
          </Typography>
        )}
        <Typography variant="caption" color="text.secondary">{formatDateTime(notification.createdAt, formats)}</Typography>
      </Box>
    </ListItemButton>
  );
}

function pathOf(type: string, { object, record }: NamedRecord): string {
  return showPath(object, record) + (type.startsWith('approval') ? '?tab=approval' : '');
}
