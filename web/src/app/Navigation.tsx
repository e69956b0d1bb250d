import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import RestoreFromTrashOutlined from '@mui/icons-material/RestoreFromTrashOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { Box, List, ListItemButton, ListItemIcon, ListItemText, ListSubheader, MenuItem, Select } from '@mui/material';
import { useState } from 'react';
import { useStore, useTranslate } from 'react-admin';
import { Link as RouterLink, useLocation } from 'react-router';
import type { WorkspaceNavigation } from '../api/workspace.generated';
import { ObjectIcon } from '../fields/icons';
import { readListFilter } from '../providers/dataProvider';
import { useWorkspace } from '../providers/workspaceContext';
import { listPath } from '../views/paths';

/** The menu of the chosen app, from the tenant's documents. */
export function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const { pathname, search } = useLocation();
  const menus = workspace.description.navigations;
  const [chosen, setChosen] = useStore('menu', '');
  const [open, setOpen] = useState(false);
  const menu: WorkspaceNavigation | undefined = menus.find((m) => m.name === chosen) ?? menus[0];
  const view = viewOf(search);
  const current = pathname.split('/')[1] ?? '';
  return (
    <Box component="nav" aria-label={translate('app.menu')} sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      {menus.length > 1 && menu !== undefined && (
        <Select
          size="small" sx={{ mx: 1.5, mt: 1 }} open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)}
          value={menu.name} onChange={(event) => setChosen(event.target.value)} inputProps={{ 'aria-label': translate('app.menu') }}
        >
          {menus.map((m) => <MenuItem key={m.name} value={m.name}>{m.label}</MenuItem>)}
        </Select>
      )}
      <Box sx={{ flex: 1, overflow: 'auto', py: 0.5 }}>
        {menu?.groups.map((group, index) => (
          <List
            key={index} component="div" dense disablePadding sx={{ px: 1, pb: 0.5 }}
            subheader={group.label !== undefined && (
              <ListSubheader component="div" disableSticky sx={{ bgcolor: 'transparent', lineHeight: '30px', fontSize: 12, px: 1 }}>{group.label}</ListSubheader>
            )}
          >
            {group.items.map((item) => (
              <Entry
                key={`${item.object}:${item.view ?? ''}`} to={listPath(item.object, { view: item.view })} label={item.label} onClick={onNavigate}
                icon={<ObjectIcon icon={item.icon} fontSize="small" />}
                selected={current === item.object && (item.view === undefined ? !listedView(menu, item.object, view) : view === item.view)}
              />
            ))}
          </List>
        ))}
      </Box>
      <List component="div" dense disablePadding sx={{ px: 1, py: 0.5, borderTop: 1, borderColor: 'divider' }}>
        {workspace.get('Task') !== undefined && (
          <Entry to="/my-tasks" label={translate('tasks.title')} icon={<TaskAltOutlined fontSize="small" />} selected={current === 'my-tasks'} onClick={onNavigate} />
        )}
        {workspace.hasApprovals && (
          <Entry to="/approvals" label={translate('approvals.inbox')} icon={<FactCheckOutlined fontSize="small" />} selected={current === 'approvals'} onClick={onNavigate} />
        )}
        <Entry to="/bin" label={translate('app.bin')} icon={<RestoreFromTrashOutlined fontSize="small" />} selected={current === 'bin'} onClick={onNavigate} />
        {workspace.hasRight('customize') && (
          <Entry to="/studio" label={translate('app.studio')} icon={<TuneOutlined fontSize="small" />} selected={current === 'studio'} onClick={onNavigate} />
        )}
      </List>
    </Box>
  );
}

function viewOf(search: string): string | undefined {
  try {
    return readListFilter(JSON.parse(new URLSearchParams(search).get('filter') ?? '{}')).view;
  } catch {
    return undefined;
  }
}

/** True when the menu has an entry of its own for the view, so that the object's general entry is not the current one. */
function listedView(menu: WorkspaceNavigation, object: string, view: string | undefined): boolean {
  return view !== undefined && menu.groups.some((g) => g.items.some((i) => i.object === object && i.view === view));
}

function Entry({ to, label, icon, selected, onClick }: {
  readonly to: string; readonly label: string; readonly icon: React.ReactNode; readonly selected: boolean; readonly onClick: () => void;
}) {
  return (
    <ListItemButton
      component={RouterLink} to={to} selected={selected} onClick={onClick} aria-current={selected ? 'page' : undefined}
      sx={{ 'borderRadius': 1.5, 'py': 0.5, 'px': 1, 'minHeight': 34, '&.Mui-selected': { 'color': 'primary.main', '& .MuiListItemIcon-root': { color: 'primary.main' } } }}
    >
      <ListItemIcon sx={{ minWidth: 32 }}>{icon}</ListItemIcon>
      <ListItemText primary={label} slotProps={{ primary: { noWrap: true, sx: { fontSize: 14, fontWeight: selected ? 600 : 450 } } }} />
    </ListItemButton>
  );
}
