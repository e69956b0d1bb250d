import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import type { Body } from './documents';

interface Limit { readonly key: 'maxCost' | 'maxPageSize' | 'maxDepth' | 'maxSubscriptions'; readonly least: number; readonly most: number }

const limits: readonly Limit[] = [
  { key: 'maxCost', least: 1, most: 100_000_000 },
  { key: 'maxPageSize', least: 1, most: 1000 },
  { key: 'maxDepth', least: 1, most: 16 },
  { key: 'maxSubscriptions', least: 0, most: 1000 },
];

/** How much a request of people with the role may ask of the API; what is left empty is as the host has it. */
export function RoleLimits({ api, onChange }: { readonly api: unknown; readonly onChange: (api: Body | undefined) => void }) {
  const translate = useTranslate();
  const said: Body = isRecord(api) ? api : {};
  const put = (key: string, value: unknown) => {
    const after = Object.fromEntries(Object.entries({ ...said, [key]: value }).filter(([, v]) => v !== undefined));
    onChange(Object.keys(after).length === 0 ? undefined : after);
  };
  return (
    <Box component="fieldset" sx={{ gridColumn: '1 / -1', border: 0, p: 0, m: 0 }}>
      <Typography component="legend" variant="body2" color="text.secondary" sx={{ mb: 1 }}>{translate('role.api')}</Typography>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: 'repeat(5, 1fr)' } }}>
        {limits.map(({ key, least, most }) => {
          const value = said[key];
          const isWrong = value !== undefined && !(typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most);
          return (
            <TextField
              key={key} type="number" label={translate(`apiLimit.${key}`)} value={typeof value === 'number' ? value : ''} error={isWrong}
              helperText={isWrong ? translate('apiLimit.range', { least: least.toLocaleString(), most: most.toLocaleString() }) : translate(`apiLimit.${key}Help`)}
              placeholder={translate('apiLimit.asHost')} slotProps={{ htmlInput: { min: least, max: most, step: 1 }, inputLabel: { shrink: true } }}
              onChange={(event) => put(key, event.target.value === '' ? undefined : Number(event.target.value))}
            />
          );
        })}
        <TextField
          select label={translate('apiLimit.introspection')} value={said.introspection === false ? 'hidden' : 'told'} helperText={translate('apiLimit.introspectionHelp')}
          onChange={(event) => put('introspection', event.target.value === 'hidden' ? false : undefined)}
        >
          <MenuItem value="told">{translate('apiLimit.told')}</MenuItem>
          <MenuItem value="hidden">{translate('apiLimit.hidden')}</MenuItem>
        </TextField>
      </Box>
    </Box>
  );
}
