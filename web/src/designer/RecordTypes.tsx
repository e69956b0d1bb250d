import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import { Alert, Box, Button, Chip, IconButton, List, ListItem, ListItemText, Paper, Tooltip } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { EmptyState } from '../views/EmptyState';
import { textFor, type Body, type FieldBody } from './documents';
import { RecordTypeDialog } from './RecordTypeDialog';
import { useStudio } from './StudioContext';

/** The kinds of records of an object. They belong to the object's own document: those of a package's object can only be read. */
export function RecordTypes({ id, body, fields, readOnly }: { readonly id: string; readonly body: Body; readonly fields: readonly FieldBody[]; readonly readOnly: boolean }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { add } = useStudio();
  const [edited, setEdited] = useState<number | 'new'>();
  const types: readonly Body[] = Array.isArray(body.recordTypes) ? body.recordTypes.filter(isRecord) : [];
  const put = (recordTypes: readonly Body[]) => add({ kind: 'editObject', object: id, changes: { recordTypes: recordTypes.length === 0 ? undefined : recordTypes } });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      {readOnly && <Alert severity="info">{translate('recordType.ofPackage')}</Alert>}
      {!readOnly && <Button variant="contained" startIcon={<AddOutlined />} sx={{ justifySelf: 'end' }} onClick={() => setEdited('new')}>{translate('recordType.add')}</Button>}
      {types.length === 0 && <EmptyState title={translate('recordType.none')} text={translate('recordType.noneText')} />}
      {types.length > 0 && (
        <Paper variant="outlined">
          <List disablePadding aria-label={translate('recordType.types')}>
            {types.map((type, index) => {
              const name = textFor(type.label, locale) || String(type.name);
              return (
                <ListItem key={String(type.name)} divider={index < types.length - 1} sx={{ gap: 1 }}>
                  <ListItemText primary={name} secondary={textFor(type.description, locale) || String(type.name)} slotProps={{ primary: { sx: { fontWeight: 600 } } }} />
                  {type.default === true && <Chip size="small" color="primary" variant="outlined" label={translate('recordType.default')} />}
                  {type.active === false && <Chip size="small" label={translate('rule.inactive')} />}
                  {!readOnly && (
                    <Box sx={{ whiteSpace: 'nowrap' }}>
                      <Tooltip title={translate('recordType.edit')}><IconButton size="small" aria-label={`${translate('recordType.edit')}: ${name}`} onClick={() => setEdited(index)}><EditOutlined fontSize="small" /></IconButton></Tooltip>
                      <Tooltip title={translate('recordType.remove')}><IconButton size="small" aria-label={`${translate('recordType.remove')}: ${name}`} onClick={() => put(types.filter((_, i) => i !== index))}><DeleteOutlined fontSize="small" /></IconButton></Tooltip>
                    </Box>
                  )}
                </ListItem>
              );
            })}
          </List>
        </Paper>
      )}
      {edited !== undefined && (
        <RecordTypeDialog
          object={String(body.name)} fields={fields} type={edited === 'new' ? undefined : types[edited]} taken={types.map((t) => String(t.name))} onClose={() => setEdited(undefined)}
          onDone={(type) => {
            // There is one default at most: marking another one takes the mark from it.
            const others = types.map((t) => (type.default === true && t.default === true ? { ...t, default: undefined } : t));
            put(edited === 'new' ? [...others, type] : others.map((old, i) => (i === edited ? type : old)));
            setEdited(undefined);
          }}
        />
      )}
    </Box>
  );
}
