import AddOutlined from '@mui/icons-material/AddOutlined';
import { Box, Button, Chip, List, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { EmptyState } from '../views/EmptyState';
import { ruleEntries, textFor, type Body, type Entry, type FieldBody } from './documents';
import { EntryRow } from './EntryRow';
import { ObjectUniqueness } from './ObjectUniqueness';
import { RuleDialog } from './RuleDialog';
import { useStudio } from './StudioContext';

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
  const locale = useLocale() ?? 'en';
  const rule = entry.item;
  const labelOf = (field: unknown): string => textFor(fields.find((f) => f.name === field)?.label, locale) || String(field);
  return (
    <EntryRow
      entry={entry} name={textFor(rule.label, locale) || String(rule.name)} texts="rule" divided={divided} onEdit={onEdit} onRemove={onRemove}
      chips={{
        before: rule.active === false && <Inactive />,
        after: Array.isArray(rule.fields) && rule.fields.map((field: unknown) => <Chip key={String(field)} size="small" variant="outlined" label={labelOf(field)} />),
      }}
    >
      <Typography variant="body2" color="text.secondary" sx={{ mt: 0.25 }}>{textFor(rule.message, locale)}</Typography>
      <Box component="code" sx={{ display: 'block', mt: 0.5, fontSize: 12.5, color: 'text.secondary', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{String(rule.invalidWhen)}</Box>
    </EntryRow>
  );
}

function Inactive() {
  return <Chip size="small" label={useTranslate()('rule.inactive')} />;
}
