import { useQuery } from '@tanstack/react-query';
import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { fetchSecrets } from '../../api/integrations';

/** The secrets that are set. */
export function useSecrets() {
  return useQuery({ queryKey: ['secrets'], queryFn: ({ signal }) => fetchSecrets(signal) });
}

/** Picks a secret by its name. */
export function SecretPicker({ value, onChange, optional }: {
  readonly value: unknown;
  readonly onChange: (name: string | undefined) => void;
  /** Words for no secret; without them there must be one. */
  readonly optional?: string;
}) {
  const translate = useTranslate();
  const { data: secrets = [] } = useSecrets();
  const chosen = typeof value === 'string' ? value : '';
  const isSet = secrets.some((s) => s.name === chosen);
  return (
    <TextField
      select required={optional === undefined} label={translate('integration.secret')} helperText={optional === undefined ? translate('integration.secretHelp') : undefined} value={chosen}
      slotProps={optional === undefined ? {} : { select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      {optional !== undefined && <MenuItem value="">{optional}</MenuItem>}
      {chosen !== '' && !isSet && <MenuItem value={chosen}>{translate('integration.unsetSecret', { name: chosen })}</MenuItem>}
      {secrets.map((s) => <MenuItem key={s.name} value={s.name}>{s.name}</MenuItem>)}
    </TextField>
  );
}
