import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import { Box, Button, Chip, IconButton, List, ListItem, ListItemText, Paper, Tooltip, Typography } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { combinationOf, textFor, uniqueEntries, type Body, type Entry, type FieldBody } from './documents';
import { Origin } from './ObjectList';
import { textsOf } from './pointers';
import { useStudio } from './StudioContext';
import { UniqueDialog } from './UniqueDialog';

const stateColor = { added: 'success', changed: 'warning', removed: 'error' } as const;

/** Fields whose values together no two live records of the object share. */
export function ObjectUniqueness({ id, object, fields }: { readonly id: string; readonly object: string; readonly fields: readonly FieldBody[] }) {
  const translate = useTranslate();
  const { drafted, add } = useStudio();
  const [edited, setEdited] = useState<Body | 'new'>();
  const entries = uniqueEntries(drafted, id);
  const before = edited === undefined || edited === 'new' ? undefined : combinationOf(edited);
  return (
    <Box component="section" aria-label={translate('unique.title')} sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, mt: 2 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Typography component="h3" sx={{ fontWeight: 650, flex: 1 }}>{translate('unique.title')}</Typography>
        <Button variant="outlined" startIcon={<AddOutlined />} onClick={() => setEdited('new')}>{translate('unique.add')}</Button>
      </Box>
      {entries.length === 0 && <Typography variant="body2" color="text.secondary">{translate('unique.none')}</Typography>}
      {entries.length > 0 && (
        <Paper variant="outlined">
          <List disablePadding aria-label={translate('unique.title')}>
            {entries.map((entry, at) => (
              <UniqueItem
                key={`${combinationOf(entry.item)}:${entry.state}`} entry={entry} fields={fields} divided={at < entries.length - 1} onEdit={() => setEdited(entry.item)}
                onRemove={() => add({ kind: 'removeUnique', object: id, key: combinationOf(entry.item) })}
              />
            ))}
          </List>
        </Paper>
      )}
      {edited !== undefined && (
        <UniqueDialog
          object={object} index={edited === 'new' ? undefined : edited} taken={entries.map((e) => combinationOf(e.item)).filter((key) => key !== before)} onClose={() => setEdited(undefined)}
          onDone={(index) => {
            add({ kind: 'putUnique', object: id, key: before, index });
            setEdited(undefined);
          }}
        />
      )}
    </Box>
  );
}

function UniqueItem({ entry, fields, divided, onEdit, onRemove }: {
  readonly entry: Entry<Body>;
  readonly fields: readonly FieldBody[];
  readonly divided: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { item: index, state } = entry;
  const name = textsOf(index.fields).map((field) => textFor(fields.find((f) => f.name === field)?.label, locale) || field).join(' + ');
  const editable = entry.package === undefined && state !== 'removed';
  return (
    <ListItem divider={divided} sx={{ gap: 1, ...(state === 'removed' ? { textDecoration: 'line-through', opacity: 0.6 } : {}) }}>
      <ListItemText
        disableTypography
        primary={(
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Typography>
            {index.ignoreCase === false && <Chip size="small" variant="outlined" label={translate('unique.caseCounts')} />}
            {state !== 'kept' && <Chip size="small" color={stateColor[state]} label={translate(`studio.${state}Field`)} />}
          </Box>
        )}
        secondary={index.message === undefined ? undefined : <Typography variant="body2" color="text.secondary">{textFor(index.message, locale)}</Typography>}
      />
      {entry.package !== undefined && <Origin owner={entry.package} />}
      {editable && (
        <Box sx={{ whiteSpace: 'nowrap' }}>
          <Tooltip title={translate('unique.edit')}><IconButton size="small" aria-label={`${translate('unique.edit')}: ${name}`} onClick={onEdit}><EditOutlined fontSize="small" /></IconButton></Tooltip>
          <Tooltip title={translate('unique.remove')}><IconButton size="small" aria-label={`${translate('unique.remove')}: ${name}`} onClick={onRemove}><DeleteOutlined fontSize="small" /></IconButton></Tooltip>
        </Box>
      )}
    </ListItem>
  );
}
