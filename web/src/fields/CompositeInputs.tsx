import { Box, FormControl, FormHelperText, FormLabel, TextField } from '@mui/material';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import type { WorkspaceField } from '../api/workspace.generated';
import { parseTyped } from '../model/decimals';
import { addressParts, type AddressPart } from '../model/fieldTypes';
import { starred } from './ChoiceInputs';
import { useBound } from './inputs';

interface Props {
  readonly field: WorkspaceField;
}

/** Chinese addresses are written from the country down to the street, others the other way. */
function orderFor(locale: string): readonly AddressPart[] {
  return locale.startsWith('zh') ? ['country', 'state', 'city', 'street', 'postalCode'] : addressParts;
}

export function AddressInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const value = isRecord(bound.value) ? bound.value : {};
  return (
    <FormControl fullWidth error={bound.error} component="fieldset">
      <FormLabel component="legend" sx={{ fontSize: 12, mb: 1 }}>{starred(bound)}</FormLabel>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 1.5 }}>
        {orderFor(locale).map((part, index) => (
          <TextField
            key={part} size="small" fullWidth label={translate(`address.${part}`)} value={value[part] ?? ''} error={bound.error}
            multiline={part === 'street'} sx={part === 'street' ? { gridColumn: '1 / -1' } : undefined}
            id={index === 0 ? bound.id : `${bound.id}-${part}`}
            inputRef={index === 0 ? bound.ref : undefined}
            onBlur={bound.blur}
            onChange={(event) => bound.change({ ...value, [part]: event.target.value })}
          />
        ))}
      </Box>
      {bound.helperText !== undefined && <FormHelperText>{bound.helperText}</FormHelperText>}
    </FormControl>
  );
}

export function GeolocationInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const value = isRecord(bound.value) ? bound.value : {};
  return (
    <FormControl fullWidth error={bound.error} component="fieldset">
      <FormLabel component="legend" sx={{ fontSize: 12, mb: 1 }}>{starred(bound)}</FormLabel>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
        {(['latitude', 'longitude'] as const).map((part, index) => (
          <DegreeInput
            key={part} label={translate(`geolocation.${part}`)} value={value[part]} error={bound.error}
            id={index === 0 ? bound.id : `${bound.id}-${part}`} inputRef={index === 0 ? bound.ref : undefined} onBlur={bound.blur}
            onChange={(degree) => bound.change({ ...value, [part]: degree })}
          />
        ))}
      </Box>
      {bound.helperText !== undefined && <FormHelperText>{bound.helperText}</FormHelperText>}
    </FormControl>
  );
}

function DegreeInput({ value, onChange, onBlur, ...props }: {
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly error: boolean;
  readonly inputRef?: (element: HTMLElement | null) => void;
  readonly onBlur: () => void;
  readonly onChange: (degree: number | null) => void;
}) {
  const locale = useLocale() ?? 'en';
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      {...props} size="small" fullWidth value={typed ?? (value == null ? '' : String(value))}
      slotProps={{ htmlInput: { inputMode: 'decimal' } }}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = parseTyped(event.target.value, locale);
        // A degree that cannot be read lies outside of every range, so that the range check refuses it.
        onChange(event.target.value.trim() === '' ? null : number === undefined ? NaN : Number(number));
      }}
      onBlur={() => { setTyped(undefined); onBlur(); }}
    />
  );
}
