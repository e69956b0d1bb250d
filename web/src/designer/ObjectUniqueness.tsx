import AddOutlined from '@mui/icons-material/AddOutlined';
import { Box, Button, Chip, List, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { combinationOf, textFor, uniqueEntries, type Body, type Entry, type FieldBody } from './documents';
import { EntryRow } from './EntryRow';
import { textsOf } from './pointers';
import { useStudio } from './StudioContext';
import { UniqueDialog } from './UniqueDialog';

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
  const index = entry.item;
  return (
    <EntryRow
      entry={entry} name={textsOf(index.fields).map((field) => textFor(fields.find((f) => f.name === field)?.label, locale) || field).join(' + ')} texts="unique"
      divided={divided} onEdit={onEdit} onRemove={onRemove}
      chips={{ before: index.ignoreCase === false && <Chip size="small" variant="outlined" label={translate('unique.caseCounts')} /> }}
    >
      {index.message === undefined ? undefined : <Typography variant="body2" color="text.secondary">{textFor(index.message, locale)}</Typography>}
    </EntryRow>
  );
}
