import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import { Box, Button, Chip, IconButton, List, ListItem, ListItemText, Paper, Tooltip, Typography } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { EmptyState } from '../views/EmptyState';
import { ruleEntries, textFor, type Body, type Entry, type FieldBody } from './documents';
import { Origin } from './ObjectList';
import { ObjectUniqueness } from './ObjectUniqueness';
import { RuleDialog } from './RuleDialog';
import { useStudio } from './StudioContext';

const stateColor = { added: 'success', changed: 'warning', removed: 'error' } as const;

/** What makes the records of an object be refused: its validation rules, and the combinations of fields that no two of them share. */
export function ObjectRules({ id, object, fields }: { readonly id: string; readonly object: string; readonly fields: readonly FieldBody[] }) {
  const translate = useTranslate();
  const { drafted, add } = useStudio();
  const [edited, setEdited] = useState<Body | 'new'>();
  const entries = ruleEntries(drafted, id);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      <Button variant="contained" startIcon={<AddOutlined />} sx={{ justifySelf: 'end' }} onClick={() => setEdited('new')}>{translate('rule.add')}</Button>
      {entries.length === 0 && <EmptyState title={translate('rule.none')} text={translate('rule.noneText')} />}
      {entries.length > 0 && (
        <Paper variant="outlined">
          <List disablePadding aria-label={translate('rule.rules')}>
            {entries.map((entry, index) => (
              <RuleItem
                key={`${String(entry.item.name)}:${entry.state}`} entry={entry} fields={fields} divided={index < entries.length - 1} onEdit={() => setEdited(entry.item)}
                onRemove={() => add({ kind: 'removeRule', object: id, name: String(entry.item.name) })}
              />
            ))}
          </List>
        </Paper>
      )}
      <ObjectUniqueness id={id} object={object} fields={fields} />
      {edited !== undefined && (
        <RuleDialog
          object={object} fields={fields} rule={edited === 'new' ? undefined : edited} taken={entries.map((e) => String(e.item.name))} onClose={() => setEdited(undefined)}
          onDone={(rule) => {
            add({ kind: 'putRule', object: id, name: edited === 'new' ? undefined : String(edited.name), rule });
            setEdited(undefined);
          }}
        />
      )}
    </Box>
  );
}

function RuleItem({ entry, fields, divided, onEdit, onRemove }: {
  readonly entry: Entry<Body>;
  readonly fields: readonly FieldBody[];
  readonly divided: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { item: rule, state } = entry;
  const name = textFor(rule.label, locale) || String(rule.name);
  const labelOf = (field: unknown): string => textFor(fields.find((f) => f.name === field)?.label, locale) || String(field);
  const editable = entry.package === undefined && state !== 'removed';
  return (
    <ListItem
      divider={divided} sx={{ gap: 1, alignItems: 'flex-start', ...(state === 'removed' ? { textDecoration: 'line-through', opacity: 0.6 } : {}) }}
    >
      <ListItemText
        disableTypography
        primary={(
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
            {rule.active === false && <Chip size="small" label={translate('rule.inactive')} />}
            {state !== 'kept' && <Chip size="small" color={stateColor[state]} label={translate(`studio.${state}Field`)} />}
            {Array.isArray(rule.fields) && rule.fields.map((field: unknown) => <Chip key={String(field)} size="small" variant="outlined" label={labelOf(field)} />)}
          </Box>
        )}
        secondary={(
          <>
            <Typography variant="body2" color="text.secondary" sx={{ mt: 0.25 }}>{textFor(rule.message, locale)}</Typography>
            <Box component="code" sx={{ display: 'block', mt: 0.5, fontSize: 12.5, color: 'text.secondary', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{String(rule.invalidWhen)}</Box>
          </>
        )}
      />
      {entry.package !== undefined && <Origin owner={entry.package} />}
      {editable && (
        <Box sx={{ whiteSpace: 'nowrap' }}>
          <Tooltip title={translate('rule.edit')}><IconButton size="small" aria-label={`${translate('rule.edit')}: ${name}`} onClick={onEdit}><EditOutlined fontSize="small" /></IconButton></Tooltip>
          <Tooltip title={translate('rule.remove')}><IconButton size="small" aria-label={`${translate('rule.remove')}: ${name}`} onClick={onRemove}><DeleteOutlined fontSize="small" /></IconButton></Tooltip>
        </Box>
      )}
    </ListItem>
  );
}
