import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import FunctionsOutlined from '@mui/icons-material/FunctionsOutlined';
import OpenInNewOutlined from '@mui/icons-material/OpenInNewOutlined';
import {
  Alert, Box, Button, Chip, IconButton, Paper, Tab, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Tabs, TextField, Tooltip, Typography,
} from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import { ObjectIcon } from '../fields/icons';
import { useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from '../views/EmptyState';
import { listPath } from '../views/paths';
import { fieldEntries, idOf, textFor, textIn, withText, type Body, type FieldEntry } from './documents';
import { FieldDialog } from './FieldDialog';
import { Origin } from './ObjectList';
import { ObjectJson, ObjectLayout, ObjectViews } from './ObjectParts';
import { ObjectRules } from './ObjectRules';
import { RecordTypes } from './RecordTypes';
import { RemovedFields } from './RemovedFields';
import { RollupValuesDialog } from './RollupValues';
import { valueSourceOf } from './settings';
import { useStudio } from './StudioContext';
import { Versions } from './Versions';

const tabs = ['fields', 'rules', 'types', 'layout', 'views', 'json', 'versions'] as const;

/** One object: its names and fields, how its pages are arranged, its lists. */
export function ObjectDesigner() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const locale = useLocale() ?? 'en';
  const workspace = useWorkspace();
  const { id = '' } = useParams();
  const { drafted, add } = useStudio();
  const [edited, setEdited] = useState<FieldEntry | 'new'>();
  const [summed, setSummed] = useState<FieldEntry>();
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((t) => t === search.get('tab')) ?? 'fields';
  const owner = drafted.find((d) => (d.body ?? d.stored?.body)?.kind === 'object' && idOf(d.body ?? d.stored?.body ?? {}) === id);
  const body = owner?.body;
  if (owner === undefined || body === undefined) return <EmptyState title={translate('app.notFound')} />;
  const entries = fieldEntries(drafted, id);
  const own = owner.stored?.package === undefined;
  const live = owner.stored === undefined ? undefined : workspace.get(owner.stored.name);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <ObjectIcon icon={typeof body.icon === 'string' ? body.icon : undefined} color="primary" />
        <Typography variant="h6" component="h2">{textFor(body.label, locale)}</Typography>
        <Typography color="text.secondary">{String(body.name)}</Typography>
        <Origin owner={owner.stored?.package} />
        <Box sx={{ flex: 1 }} />
        {live !== undefined && (
          <Button startIcon={<OpenInNewOutlined />} component={RouterLink} to={listPath(live.name)}>{translate('studio.use', { name: live.pluralLabel })}</Button>
        )}
        {own && (
          <Button
            color="error" startIcon={<DeleteOutlined />}
            onClick={() => { add({ kind: 'removeObject', object: id }); void navigate('/studio'); }}
          >
            {translate('studio.removeObject')}
          </Button>
        )}
      </Box>
      <Tabs value={tab} variant="scrollable" onChange={(_, next: string) => setSearch(next === 'fields' ? {} : { tab: next }, { replace: true })}>
        {tabs.map((t) => <Tab key={t} value={t} label={translate(`studio.tab_${t}`)} />)}
      </Tabs>
      {tab === 'rules' && <ObjectRules id={id} object={String(body.name)} fields={entries.filter((e) => e.state !== 'removed').map((e) => e.field)} />}
      {tab === 'types' && <RecordTypes id={id} body={body} fields={entries.filter((e) => e.state !== 'removed').map((e) => e.field)} readOnly={!own} />}
      {tab === 'layout' && <ObjectLayout object={body} entries={entries} />}
      {tab === 'views' && <ObjectViews object={body} />}
      {tab === 'json' && <ObjectJson id={id} body={body} readOnly={!own} />}
      {tab === 'versions' && <Versions kind="object" name={owner.stored?.name} />}
      {tab === 'fields' && (
        <>
      {own ? <Properties key={id} id={id} body={body} /> : <Alert severity="info">{translate('studio.extension')}</Alert>}
      <Paper variant="outlined">
        <Box sx={{ display: 'flex', alignItems: 'center', px: 2, py: 1.25 }}>
          <Typography sx={{ flex: 1, fontWeight: 600 }}>{translate('studio.fields')} ({entries.filter((e) => e.state !== 'removed').length})</Typography>
          <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setEdited('new')}>{translate('studio.addField')}</Button>
        </Box>
        <Fields entries={entries} nameField={String(body.nameField)} onEdit={setEdited} onCompare={setSummed} onRemove={(e) => add({ kind: 'removeField', object: id, id: idOf(e.field) })} />
      </Paper>
          <RemovedFields id={id} />
        </>
      )}
      {summed !== undefined && (
        <RollupValuesDialog object={String(body.name)} field={summed.field.name} label={textFor(summed.field.label, locale) || summed.field.name} onClose={() => setSummed(undefined)} />
      )}
      {edited !== undefined && (
        <FieldDialog
          object={String(body.name)} field={edited === 'new' ? undefined : edited.field} taken={entries.map((e) => e.field.name)} onClose={() => setEdited(undefined)}
          onDone={(field) => {
            add({ kind: 'putField', object: id, id: edited === 'new' ? undefined : idOf(edited.field), field });
            setEdited(undefined);
          }}
        />
      )}
    </Box>
  );
}

/** The names of an object of the tenant's own; a change goes into the draft when the field is left. */
function Properties({ id, body }: { readonly id: string; readonly body: Body }) {
  const translate = useTranslate();
  const { add } = useStudio();
  const text = (member: 'label' | 'pluralLabel', language: string, label: string) => (
    <TextField
      label={label} defaultValue={textIn(body[member], language)}
      onBlur={(event) => {
        const value = event.target.value.trim();
        if (value !== textIn(body[member], language) && (value !== '' || language !== 'en')) {
          add({ kind: 'editObject', object: id, changes: { [member]: withText(body[member], language, value) } });
        }
      }}
    />
  );
  return (
    <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      {text('label', 'en', translate('studio.label'))}
      {text('label', 'zh-CN', translate('studio.labelZh'))}
      {text('pluralLabel', 'en', translate('studio.plural'))}
      {text('pluralLabel', 'zh-CN', translate('studio.pluralZh'))}
    </Paper>
  );
}

const stateColor = { added: 'success', changed: 'warning', removed: 'error' } as const;

function Fields({ entries, nameField, onEdit, onCompare, onRemove }: {
  readonly entries: readonly FieldEntry[];
  readonly nameField: string;
  readonly onEdit: (entry: FieldEntry) => void;
  /** Looks at the values of a rollup that cannot be edited. */
  readonly onCompare: (entry: FieldEntry) => void;
  readonly onRemove: (entry: FieldEntry) => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('studio.fields')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('studio.fields')}</TableCell>
            <TableCell>{translate('studio.name')}</TableCell>
            <TableCell>{translate('studio.type')}</TableCell>
            <TableCell />
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => {
            const { field, state } = entry;
            const locked = entry.package !== undefined;
            return (
              <TableRow key={`${idOf(field)}:${state}`} sx={state === 'removed' ? { textDecoration: 'line-through', opacity: 0.6 } : undefined}>
                <TableCell sx={{ fontWeight: 550 }}>{textFor(field.label, locale) || field.name}</TableCell>
                <TableCell sx={{ color: 'text.secondary' }}>{field.name}</TableCell>
                <TableCell>{translate(`fieldType.${field.type}`)}{valueSourceOf(field) !== 'entered' && <Typography component="span" variant="body2" color="text.secondary">{` · ${translate(`value.${valueSourceOf(field)}`)}`}</Typography>}</TableCell>
                <TableCell>
                  <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
                    {field.required === true && <Chip size="small" variant="outlined" label={translate('studio.required')} />}
                    {field.unique === true && <Chip size="small" variant="outlined" label={translate('studio.unique')} />}
                    {state !== 'kept' && <Chip size="small" color={stateColor[state]} label={translate(`studio.${state}Field`)} />}
                  </Box>
                </TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {locked && valueSourceOf(field) === 'rollup' && (
                    <Tooltip title={translate('background.values')}>
                      <IconButton size="small" aria-label={`${translate('background.values')}: ${field.name}`} onClick={() => onCompare(entry)}><FunctionsOutlined fontSize="small" /></IconButton>
                    </Tooltip>
                  )}
                  {locked && <Origin owner={entry.package} />}
                  {!locked && state !== 'removed' && (
                    <>
                      <Tooltip title={translate('studio.editField')}>
                        <IconButton size="small" aria-label={`${translate('studio.editField')}: ${field.name}`} onClick={() => onEdit(entry)}><EditOutlined fontSize="small" /></IconButton>
                      </Tooltip>
                      {field.name !== nameField && (
                        <Tooltip title={translate('studio.removeField')}>
                          <IconButton size="small" aria-label={`${translate('studio.removeField')}: ${field.name}`} onClick={() => onRemove(entry)}><DeleteOutlined fontSize="small" /></IconButton>
                        </Tooltip>
                      )}
                    </>
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
