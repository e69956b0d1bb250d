import { Autocomplete, MenuItem, TextField } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { textFor, type FieldBody } from './documents';
import { allFieldsOf } from './relations';
import { useStudio } from './StudioContext';
import { systemFields } from './systemFields';

interface Named {
  readonly name: string;
  readonly label: string;
}

/** The fields of an object with what people call them. */
export function useFields(object: string, suits: (field: FieldBody) => boolean = () => true): readonly (Named & { readonly field: FieldBody })[] {
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  return allFieldsOf(drafted, object).filter(suits).map((field) => ({ name: field.name, label: textFor(field.label, locale) || field.name, field }));
}

/** The documents of a kind with what people call them. */
export function useNamed(kind: string): readonly Named[] {
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  return drafted.flatMap(({ body }) => (body?.kind === kind ? [{ name: String(body.name), label: textFor(body.label, locale) || String(body.name) }] : []))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Picks several of a list by their names; what is written that the list does not have stays. */
export function NamesPicker({ label, help, options, value, onChange }: {
  readonly label: string;
  readonly help?: string;
  readonly options: readonly Named[];
  readonly value: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}) {
  const labelOf = (name: string): string => options.find((o) => o.name === name)?.label ?? name;
  return (
    <Autocomplete
      multiple disableCloseOnSelect filterSelectedOptions options={[...new Set([...options.map((o) => o.name), ...value])]} value={[...value]} getOptionLabel={labelOf}
      onChange={(_, names) => onChange(names)} slotProps={{ chip: { size: 'small' } }}
      renderInput={(params) => <TextField {...params} label={label} helperText={help} />}
    />
  );
}

/** Picks fields of an object. */
export function FieldsPicker({ object, label, help, value, suits, onChange }: {
  readonly object: string;
  readonly label: string;
  readonly help?: string;
  readonly value: readonly string[];
  readonly suits?: (field: FieldBody) => boolean;
  readonly onChange: (names: readonly string[]) => void;
}) {
  const translate = useTranslate();
  const fields = useFields(object, suits);
  const system = suits === undefined ? systemFields.map((f) => ({ name: f.name, label: translate(`systemField.${f.name}`, { _: f.name }) })) : [];
  return <NamesPicker label={label} help={help} options={[...fields, ...system]} value={value} onChange={onChange} />;
}

/** Picks one field of an object, or none. */
export function FieldPicker({ object, label, help, value, suits, required, none, onChange }: {
  readonly object: string;
  readonly label: string;
  readonly help?: string;
  readonly value: unknown;
  readonly suits?: (field: FieldBody) => boolean;
  readonly required?: boolean;
  /** Words for no field; without them there must be one. */
  readonly none?: string;
  readonly onChange: (name: string | undefined) => void;
}) {
  const fields = useFields(object, suits);
  const chosen = typeof value === 'string' ? value : '';
  const unknown = chosen !== '' && !fields.some((f) => f.name === chosen);
  return (
    <TextField
      select label={label} helperText={help} required={required} value={chosen} onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      slotProps={none === undefined ? {} : { select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      {none !== undefined && <MenuItem value="" dense>{none}</MenuItem>}
      {unknown && <MenuItem value={chosen} dense>{chosen}</MenuItem>}
      {fields.map((f) => <MenuItem key={f.name} value={f.name} dense>{f.label}</MenuItem>)}
    </TextField>
  );
}

/** The type that an expression for a field must give. */
export function placeOfValue(object: string, purpose: 'DEFAULT' | 'UPDATE', field: FieldBody | undefined) {
  const target = typeof field?.target === 'string' ? { target: field.target } : {};
  return { object, purpose, fieldType: field?.type ?? 'text', ...target };
}

/** A number setting of a document; empty for none. */
export function NumberSetting({ label, help, value, min, max, step, onChange }: {
  readonly label: string;
  readonly help?: string;
  readonly value: unknown;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly onChange: (value: number | undefined) => void;
}) {
  return (
    <TextField
      type="number" label={label} helperText={help} value={typeof value === 'number' ? value : ''} slotProps={{ htmlInput: { min, max, step: step ?? 1 } }}
      onChange={(event) => onChange(event.target.value === '' || Number.isNaN(Number(event.target.value)) ? undefined : Number(event.target.value))}
    />
  );
}

/** Choices of a setting whose values are words of the documents. */
export function ChoiceSetting({ label, help, value, options, onChange }: {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextField select label={label} helperText={help} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map(([option, words]) => <MenuItem key={option} value={option} dense>{words}</MenuItem>)}
    </TextField>
  );
}
