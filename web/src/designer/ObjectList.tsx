import AddOutlined from '@mui/icons-material/AddOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import { Box, Button, Chip, InputAdornment, List, ListItemButton, ListItemIcon, ListItemText, Paper, TextField } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router';
import { ObjectIcon } from '../fields/icons';
import { fieldEntries, idOf, textFor, type Drafted } from './documents';
import { ObjectDialog } from './ObjectDialog';
import { useStudio } from './StudioContext';

/** Every object: the tenant's own first, then those of packages and the platform. */
export function ObjectList() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const locale = useLocale() ?? 'en';
  const { drafted, add } = useStudio();
  const [term, setTerm] = useState('');
  const [creating, setCreating] = useState(false);
  const rank = (d: Drafted): number => (d.stored?.package === undefined ? 0 : isPlatform(d.stored.package) ? 2 : 1);
  const objects = drafted
    .filter((d) => (d.body ?? d.stored?.body)?.kind === 'object')
    .map((d) => ({ drafted: d, body: d.body ?? d.stored?.body ?? {}, id: idOf(d.body ?? d.stored?.body ?? {}) }))
    .filter(({ body }) => `${textFor(body.label, locale)} ${String(body.name)}`.toLowerCase().includes(term.toLowerCase()))
    .sort((a, b) => rank(a.drafted) - rank(b.drafted) || textFor(a.body.label, locale).localeCompare(textFor(b.body.label, locale), locale));
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1.5, justifyContent: 'space-between' }}>
        <TextField
          value={term} onChange={(event) => setTerm(event.target.value)} placeholder={translate('studio.search')} sx={{ maxWidth: 320, flex: 1 }}
          slotProps={{ htmlInput: { 'aria-label': translate('studio.search') }, input: { startAdornment: <InputAdornment position="start"><SearchOutlined fontSize="small" /></InputAdornment> } }}
        />
        <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setCreating(true)}>{translate('studio.newObject')}</Button>
      </Box>
      <Paper variant="outlined">
        <List component="div" disablePadding>
          {objects.map(({ drafted: d, body, id }, index) => (
            <ListItemButton key={id} component={RouterLink} to={`/studio/objects/${id}`} divider={index < objects.length - 1} sx={{ gap: 1 }}>
              <ListItemIcon sx={{ minWidth: 36 }}><ObjectIcon icon={typeof body.icon === 'string' ? body.icon : undefined} fontSize="small" /></ListItemIcon>
              <ListItemText
                primary={textFor(body.label, locale)} secondary={String(body.name)}
                slotProps={{ primary: { sx: { fontWeight: 600, textDecoration: d.body === undefined ? 'line-through' : undefined } } }}
              />
              <StateChip drafted={d} id={id} />
              <Origin owner={d.stored?.package} />
            </ListItemButton>
          ))}
        </List>
      </Paper>
      {creating && (
        <ObjectDialog
          onClose={() => setCreating(false)}
          onDone={(body) => { add({ kind: 'createObject', body }); setCreating(false); void navigate(`/studio/objects/${idOf(body)}`); }}
        />
      )}
    </Box>
  );
}

/** The package whose documents are the platform's own. */
export function isPlatform(owner: string): boolean {
  return owner === 'platform';
}

export function Origin({ owner }: { readonly owner: string | undefined }) {
  const translate = useTranslate();
  const label = owner === undefined ? translate('studio.custom') : isPlatform(owner) ? translate('studio.system') : translate('studio.package', { name: owner });
  return <Chip size="small" variant={owner === undefined ? 'filled' : 'outlined'} color={owner === undefined ? 'primary' : 'default'} label={label} />;
}

function StateChip({ drafted, id }: { readonly drafted: Drafted; readonly id: string }) {
  const translate = useTranslate();
  const studio = useStudio();
  if (drafted.body === undefined) return <Chip size="small" color="error" variant="outlined" label={translate('studio.removedField')} />;
  if (drafted.stored === undefined) return <Chip size="small" color="success" variant="outlined" label={translate('studio.addedField')} />;
  const changed = drafted.body !== drafted.stored.body || fieldEntries(studio.drafted, id).some((e) => e.state !== 'kept');
  return changed ? <Chip size="small" color="warning" variant="outlined" label={translate('studio.changedField')} /> : null;
}
