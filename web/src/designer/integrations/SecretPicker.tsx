import { useQuery } from '@tanstack/react-query';
import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { fetchSecrets } from '../../api/integrations';

/** The secrets that are set. */
export function useSecrets() {
  return useQuery({ queryKey: ['secrets'], queryFn: ({ signal }) => fetchSecrets(signal) });
}

/** Picks a secret by its name. */
export function SecretPicker({ value, onChange }: { readonly value: unknown; readonly onChange: (name: string) => void }) {
  const translate = useTranslate();
  const { data: secrets = [] } = useSecrets();
  const chosen = typeof value === 'string' ? value : '';
  const isSet = secrets.some((s) => s.name === chosen);
  return (
    <TextField select required label={translate('integration.secret')} helperText={translate('integration.secretHelp')} value={chosen} onChange={(event) => onChange(event.target.value)}>
      {chosen !== '' && !isSet && <MenuItem value={chosen}>{translate('integration.unsetSecret', { name: chosen })}</MenuItem>}
      {secrets.map((s) => <MenuItem key={s.name} value={s.name}>{s.name}</MenuItem>)}
    </TextField>
  );
}
