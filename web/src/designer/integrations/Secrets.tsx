import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, IconButton, List, ListItem, ListItemText, Paper, TextField, Tooltip, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { removeSecret, setSecret } from '../../api/integrations';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';
import { useErrorText, useNotifyError } from '../../views/messages';
import { isName } from '../documents';
import { useSecrets } from './SecretPicker';

/** The secrets of the tenant: set and replaced, never shown. */
export function Secrets() {
  const translate = useTranslate();
  const formats = useFormats();
  const client = useQueryClient();
  const onError = useNotifyError();
  const { data: secrets = [] } = useSecrets();
  const [edited, setEdited] = useState<string>();
  const [made, setMade] = useState<{ readonly name: string; readonly value: string }>();
  const reload = () => client.invalidateQueries({ queryKey: ['secrets'] });
  const remove = useMutation({ mutationFn: removeSecret, onSuccess: reload, onError });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Typography color="text.secondary" sx={{ flex: 1 }}>{translate('integration.secretsHelp')}</Typography>
        <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setEdited('')}>{translate('integration.newSecret')}</Button>
      </Box>
      {made !== undefined && (
        <Alert severity="success" onClose={() => setMade(undefined)}>
          {translate('integration.made', { name: made.name })}
          <Box component="code" sx={{ display: 'block', overflowWrap: 'anywhere' }}>{made.value}</Box>
        </Alert>
      )}
      <Paper variant="outlined">
        {secrets.length === 0 && <Typography color="text.secondary" sx={{ p: 2 }}>{translate('integration.noSecrets')}</Typography>}
        <List disablePadding>
          {secrets.map((s) => (
            <ListItem
              key={s.name} divider
              secondaryAction={(
                <>
                  <Button onClick={() => setEdited(s.name)}>{translate('integration.replace')}</Button>
                  <Tooltip title={translate('integration.remove', { name: s.name })}>
                    <IconButton aria-label={translate('integration.remove', { name: s.name })} onClick={() => remove.mutate(s.name)}><DeleteOutlined fontSize="small" /></IconButton>
                  </Tooltip>
                </>
              )}
            >
              <ListItemText
                primary={s.name}
                secondary={[`${translate('integration.setAt')} ${formatDateTime(s.setAt, formats)}`, s.previousUntil === undefined ? '' : translate('integration.previousUntil', { at: formatDateTime(s.previousUntil, formats) })].filter((t) => t !== '').join(' · ')}
              />
            </ListItem>
          ))}
        </List>
      </Paper>
      {edited !== undefined && (
        <SecretDialog
          name={edited} taken={secrets.map((s) => s.name)} onClose={() => setEdited(undefined)}
          onSet={(name, value) => {
            setEdited(undefined);
            setMade(value === undefined ? undefined : { name, value });
            void reload();
          }}
        />
      )}
    </Box>
  );
}

function SecretDialog({ name: given, taken, onSet, onClose }: {
  /** Empty for a new one. */
  readonly name: string;
  readonly taken: readonly string[];
  readonly onSet: (name: string, made: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [name, setName] = useState(given);
  const [value, setValue] = useState('');
  const [hours, setHours] = useState(24);
  const isNew = given === '';
  const fault = name === '' || !isNew ? undefined : !isName(name, 'field') ? translate('studio.namePattern', { start: 'a–z' }) : taken.includes(name) ? translate('studio.nameTaken') : undefined;
  const set = useMutation({ mutationFn: () => setSecret(name, value === '' ? undefined : value, hours), onSuccess: (made) => onSet(name, made) });
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="secret-dialog">
      <Box component="form" onSubmit={(event) => { event.preventDefault(); if (name !== '' && fault === undefined) set.mutate(); }}>
        <DialogTitle id="secret-dialog">{isNew ? translate('integration.newSecret') : given}</DialogTitle>
        <DialogContent dividers sx={{ display: 'grid', gap: 2 }}>
          {set.error !== null && <Alert severity="error">{errorText(set.error)}</Alert>}
          {isNew && <TextField required label={translate('integration.name')} value={name} error={fault !== undefined} helperText={fault} onChange={(event) => setName(event.target.value)} />}
          <TextField type="password" autoComplete="off" label={translate('integration.value')} helperText={translate('integration.valueHelp')} value={value} onChange={(event) => setValue(event.target.value)} />
          {!isNew && (
            <TextField
              type="number" label={translate('integration.keep')} value={hours} slotProps={{ htmlInput: { min: 0, max: 2160 } }}
              onChange={(event) => setHours(Math.min(2160, Math.max(0, Math.trunc(Number(event.target.value)))))}
            />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('studio.cancel')}</Button>
          <Button type="submit" variant="contained" loading={set.isPending} disabled={name === '' || fault !== undefined}>{translate('integration.set')}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
