import { Box, List, ListItemButton, ListItemIcon, ListItemText, Paper, Typography } from '@mui/material';
import { useQueries } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { ObjectIcon } from '../fields/icons';
import { useRecords, useWorkspace } from '../providers/workspaceContext';

/** The recycle bin: how many records of each object lie in it, and the way to them. */
export function BinPage() {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const records = useRecords();
  const objects = workspace.description.objects.filter((o) => o.canDelete === true && o.isSystem !== true);
  const counts = useQueries({
    queries: objects.map((o) => ({
      queryKey: [o.name, 'bin'],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        records.list({ object: o.name, columns: [o.nameField], bin: true, sort: [], page: 1, perPage: 1, signal }),
    })),
  });
  return (
    <Box sx={{ maxWidth: 640, mx: 'auto', display: 'grid', gap: 2 }}>
      <Typography variant="h5" component="h1">{translate('app.bin')}</Typography>
      <Paper variant="outlined">
        <List component="div" disablePadding>
          {objects.map((o, index) => (
            <ListItemButton key={o.name} component={RouterLink} to={`/${o.name}?filter=${encodeURIComponent('{"bin":true}')}`} divider={index < objects.length - 1}>
              <ListItemIcon sx={{ minWidth: 40 }}><ObjectIcon icon={o.icon} fontSize="small" /></ListItemIcon>
              <ListItemText primary={o.pluralLabel} />
              <Typography variant="body2" color={(counts[index]?.data?.total ?? 0) > 0 ? 'text.primary' : 'text.disabled'} className="number">
                {counts[index]?.data?.total ?? '…'}
              </Typography>
            </ListItemButton>
          ))}
        </List>
      </Paper>
    </Box>
  );
}
