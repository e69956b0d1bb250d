import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import { Box, Chip, IconButton, ListItem, ListItemText, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Body, Entry } from './documents';
import { Origin } from './ObjectList';

const stateColor = { added: 'success', changed: 'warning', removed: 'error' } as const;

/** A row for what an object's document lists: its name, what becomes of it in the draft, and the way to edit and remove it unless a package owns it. */
export function EntryRow({ entry, name, texts, chips, divided, onEdit, onRemove, children }: {
  readonly entry: Entry<Body>;
  readonly name: string;
  /** What the texts of its buttons begin with: `rule` for `rule.edit` and `rule.remove`. */
  readonly texts: 'rule' | 'unique';
  /** Stand beside the name: before and after what becomes of it. */
  readonly chips: { readonly before?: ReactNode; readonly after?: ReactNode };
  readonly divided: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  /** Stands under the name. */
  readonly children: ReactNode;
}) {
  const translate = useTranslate();
  const { state } = entry;
  const actions = [{ act: 'edit', icon: <EditOutlined fontSize="small" />, run: onEdit }, { act: 'remove', icon: <DeleteOutlined fontSize="small" />, run: onRemove }];
  return (
    <ListItem divider={divided} sx={{ gap: 1, alignItems: 'flex-start', ...(state === 'removed' ? { textDecoration: 'line-through', opacity: 0.6 } : {}) }}>
      <ListItemText
        disableTypography
        primary={(
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Typography>
            {chips.before}
            {state !== 'kept' && <Chip size="small" color={stateColor[state]} label={translate(`studio.${state}Field`)} />}
            {chips.after}
          </Box>
        )}
        secondary={children}
      />
      {entry.package !== undefined && <Origin owner={entry.package} />}
      {entry.package === undefined && state !== 'removed' && (
        <Box sx={{ whiteSpace: 'nowrap' }}>
          {actions.map(({ act, icon, run }) => (
            <Tooltip key={act} title={translate(`${texts}.${act}`)}><IconButton size="small" aria-label={`${translate(`${texts}.${act}`)}: ${name}`} onClick={run}>{icon}</IconButton></Tooltip>
          ))}
        </Box>
      )}
    </ListItem>
  );
}
