import { MenuItem, TextField } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { textFor, type Body } from '../documents';
import { useStudio } from '../StudioContext';

/** Picks a document of an object by its name. */
export function NamedChoice({ kind, object, label, value, suits = () => true, onChange }: {
  readonly kind: string;
  readonly object: string;
  readonly label: string;
  readonly value: unknown;
  readonly suits?: (body: Body) => boolean;
  readonly onChange: (name: string) => void;
}) {
  const locale = useLocale() ?? 'en';
  const translate = useTranslate();
  const { drafted } = useStudio();
  const chosen = typeof value === 'string' ? value : '';
  const found = drafted.flatMap(({ body }) => (body?.kind === kind && body.object === object && suits(body) ? [body] : []));
  return (
    <TextField select required label={label} helperText={found.length === 0 ? translate('processAction.none') : undefined} value={chosen} onChange={(event) => onChange(event.target.value)}>
      {chosen !== '' && !found.some((body) => body.name === chosen) && <MenuItem value={chosen} dense>{chosen}</MenuItem>}
      {found.map((body) => <MenuItem key={String(body.name)} value={String(body.name)} dense>{textFor(body.label, locale) || String(body.name)}</MenuItem>)}
    </TextField>
  );
}
