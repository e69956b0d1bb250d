import { InputAdornment, TextField } from '@mui/material';
import { useState } from 'react';
import { useLocale } from 'react-admin';
import { useWatch } from 'react-hook-form';
import type { WorkspaceField } from '../api/workspace.generated';
import { isDecimal, parseTyped, shiftDecimal } from '../model/decimals';
import { typeOf } from '../model/fieldTypes';
import { formatNumber } from '../model/formats';
import { formatClock, parseClock, parseIsoDuration, toIsoDuration } from '../model/times';
import { unreadable } from '../model/validation';
import { useFormats } from '../providers/workspaceContext';
import { textFieldProps, useBound } from './inputs';

interface Props {
  readonly field: WorkspaceField;
}

/**
 * A text field whose text stands for a value: while it has the focus it holds what is typed, afterwards the value as people write it.
 * What cannot be read keeps standing there, marked.
 */
function ParsedInput({ field, adornment, show, edit, parse, placeholder }: Props & {
  readonly adornment?: string;
  readonly placeholder?: string;
  readonly show: (value: unknown) => string;
  readonly edit: (value: unknown) => string;
  readonly parse: (typed: string) => unknown;
}) {
  const bound = useBound(field);
  const [typed, setTyped] = useState<string>();
  const resting = bound.value == null || bound.value === '' ? '' : show(bound.value);
  return (
    <TextField
      {...textFieldProps(bound)}
      value={typed ?? resting}
      placeholder={placeholder}
      onFocus={() => {
        if (bound.value !== unreadable) setTyped(bound.value == null || bound.value === '' ? '' : edit(bound.value));
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        bound.change(event.target.value.trim() === '' ? null : parse(event.target.value) ?? unreadable);
      }}
      onBlur={() => {
        if (bound.value !== unreadable) setTyped(undefined);
        bound.blur();
      }}
      slotProps={{
        htmlInput: { inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right' } },
        input: adornment === undefined ? {} : { endAdornment: <InputAdornment position="end">{adornment}</InputAdornment> },
      }}
    />
  );
}

export function NumberInput({ field }: Props) {
  const locale = useLocale();
  const type = typeOf(field);
  return (
    <ParsedInput
      field={field}
      show={(value) => formatNumber(String(value), locale)}
      edit={String}
      parse={(typed) => {
        const number = parseTyped(typed, locale);
        if (type !== 'integer' || number === undefined) return number;
        return Number.isSafeInteger(Number(number)) ? Number(number) : undefined;
      }}
    />
  );
}

/** An amount in the record's currency, or the tenant's while the record has none. */
export function CurrencyInput({ field }: Props) {
  const locale = useLocale();
  const { currency } = useFormats();
  const own: unknown = useWatch({ name: 'currency' });
  return (
    <ParsedInput
      field={field}
      adornment={typeof own === 'string' && own !== '' ? own : currency}
      show={(value) => formatNumber(String(value), locale, { minimumFractionDigits: Math.min(field.scale ?? 2, 20) })}
      edit={(value) => shiftDecimal(String(value), 0)}
      parse={(typed) => parseTyped(typed, locale)}
    />
  );
}

/** A share, typed and shown as a percentage, kept as a fraction. */
export function PercentInput({ field }: Props) {
  const locale = useLocale();
  return (
    <ParsedInput
      field={field}
      adornment="%"
      show={(value) => formatNumber(shiftDecimal(String(value), 2), locale)}
      edit={(value) => shiftDecimal(String(value), 2)}
      parse={(typed) => {
        const number = parseTyped(typed.replace(/[%％]\s*$/, ''), locale);
        return number !== undefined && isDecimal(number) ? shiftDecimal(number, -2) : undefined;
      }}
    />
  );
}

/** A length of time as hours and minutes; a bare number is minutes. */
export function DurationInput({ field }: Props) {
  const clock = (value: unknown): string => {
    const seconds = parseIsoDuration(String(value));
    return seconds === undefined ? '' : formatClock(seconds);
  };
  return (
    <ParsedInput
      field={field} placeholder="0:30" show={clock} edit={clock}
      parse={(typed) => {
        const seconds = parseClock(typed);
        return seconds === undefined ? undefined : toIsoDuration(seconds);
      }}
    />
  );
}
