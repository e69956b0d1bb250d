import AddOutlined from '@mui/icons-material/AddOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import { Box, Button, Chip, InputAdornment, List, ListItemButton, ListItemText, MenuItem, Paper, TextField } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink, useLocation, useNavigate, useParams } from 'react-router';
import { isRecord } from '../api/problems';
import { EmptyState } from '../views/EmptyState';
import { DocumentDialog } from './DocumentDialog';
import { idOf, keyOf, textFor, type Drafted } from './documents';
import { isPlatform, Origin } from './ObjectList';
import { useStudio } from './StudioContext';

/** Kinds that one makes here; objects and their fields have pages of their own. */
const creatable: ReadonlySet<string> = new Set(['layout', 'view', 'role', 'navigation', 'picklist', 'hook', 'approvalFlow', 'pipeline', 'businessCalendar', 'webhook', 'inboundEndpoint', 'mailTemplate']);

/** The documents of one kind, or of every kind, the tenant's own first. */
export function DocumentList() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const locale = useLocale() ?? 'en';
  const { kind } = useParams();
  const { drafted, add } = useStudio();
  const [term, setTerm] = useState('');
  const { state } = useLocation();
  const given = kind === 'view' && isRecord(state) && isRecord(state.newView) ? state.newView : undefined;
  const [creating, setCreating] = useState(given !== undefined);
  const bodyOf = (d: Drafted) => d.body ?? d.stored?.body ?? {};
  const kinds = [...new Set(drafted.map((d) => String(bodyOf(d).kind)))].sort();
  const rank = (d: Drafted): number => (d.stored?.package === undefined ? 0 : isPlatform(d.stored.package) ? 2 : 1);
  const labelOf = (d: Drafted): string => textFor(bodyOf(d).label, locale) || String(bodyOf(d).name);
  const listed = drafted
    .filter((d) => kind === undefined || bodyOf(d).kind === kind)
    .filter((d) => `${labelOf(d)} ${String(bodyOf(d).name)} ${String(bodyOf(d).object ?? '')}`.toLowerCase().includes(term.trim().toLowerCase()))
    .sort((a, b) => rank(a) - rank(b) || labelOf(a).localeCompare(labelOf(b), locale));
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
        <TextField
          value={term} onChange={(event) => setTerm(event.target.value)} placeholder={translate('studio.find')} sx={{ maxWidth: 320, flex: 1 }}
          slotProps={{ htmlInput: { 'aria-label': translate('studio.find') }, input: { startAdornment: <InputAdornment position="start"><SearchOutlined fontSize="small" /></InputAdornment> } }}
        />
        <TextField select label={translate('studio.kind')} value={kind ?? ''} sx={{ minWidth: 180 }} onChange={(event) => void navigate(`/studio/documents/${event.target.value}`)}>
          <MenuItem value="">{translate('studio.allKinds')}</MenuItem>
          {kinds.map((k) => <MenuItem key={k} value={k}>{translate(`kind.${k}`, { _: k })}</MenuItem>)}
        </TextField>
        <Box sx={{ flex: 1 }} />
        {kind !== undefined && creatable.has(kind) && (
          <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setCreating(true)}>{translate('studio.newDocument', { kind: translate(`kind.${kind}`) })}</Button>
        )}
      </Box>
      {listed.length === 0 && <EmptyState title={translate('studio.noDocuments')} />}
      {listed.length > 0 && (
        <Paper variant="outlined">
          <List component="div" disablePadding>
            {listed.map((d, index) => {
              const body = bodyOf(d);
              const state = d.body === undefined ? 'removed' : d.stored === undefined ? 'added' : d.body !== d.stored.body ? 'changed' : undefined;
              return (
                <ListItemButton key={`${String(body.kind)}:${idOf(body)}`} component={RouterLink} to={pathOf(body)} divider={index < listed.length - 1} sx={{ gap: 1 }}>
                  <ListItemText
                    primary={labelOf(d)}
                    secondary={[kind === undefined ? translate(`kind.${String(body.kind)}`, { _: String(body.kind) }) : '', String(body.name), typeof body.object === 'string' ? body.object : ''].filter((t) => t !== '').join(' · ')}
                    slotProps={{ primary: { sx: { fontWeight: 600, textDecoration: state === 'removed' ? 'line-through' : undefined } } }}
                  />
                  {state !== undefined && <Chip size="small" variant="outlined" color={colors[state]} label={translate(`studio.${state}Field`)} />}
                  <Origin owner={d.stored?.package} />
                </ListItemButton>
              );
            })}
          </List>
        </Paper>
      )}
      {creating && kind !== undefined && (
        <DocumentDialog
          kind={kind} start={given} onClose={() => setCreating(false)}
          onDone={(body) => { add({ kind: 'putDocument', document: keyOf(body), body }); void navigate(pathOf(body)); }}
        />
      )}
    </Box>
  );
}

const colors = { added: 'success', changed: 'warning', removed: 'error' } as const;

export function pathOf(body: Readonly<Record<string, unknown>>): string {
  return body.kind === 'object' ? `/studio/objects/${idOf(body)}` : `/studio/documents/${String(body.kind)}/${idOf(body)}`;
}
