import { Autocomplete, Checkbox, Chip, FormControl, FormControlLabel, FormHelperText, MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { WorkspaceChoice, WorkspaceField } from '../api/workspace.generated';
import { choiceLabel } from '../model/formats';
import { ChoiceChip } from './Chips';
import { textFieldProps, useBound } from './inputs';

interface Props {
  readonly field: WorkspaceField;
}

export function CheckboxInput({ field }: Props) {
  const bound = useBound(field);
  return (
    <FormControl error={bound.error} sx={{ justifyContent: 'center', minHeight: 40 }}>
      <FormControlLabel
        control={(
          <Checkbox
            id={bound.id} checked={bound.value === true} onChange={(event) => bound.change(event.target.checked)} onBlur={bound.blur}
            slotProps={{ input: { ref: bound.ref } }}
          />
        )}
        label={bound.label}
      />
      {bound.helperText !== undefined && <FormHelperText>{bound.helperText}</FormHelperText>}
    </FormControl>
  );
}

/** Choices that may be chosen now: the retired ones only where the record already has them. */
function offered(field: WorkspaceField, chosen: readonly unknown[]): readonly WorkspaceChoice[] {
  return (field.choices ?? []).filter((c) => c.retired !== true || chosen.includes(c.value));
}

export function PicklistInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const choices = offered(field, [bound.value]);
  const known = choices.some((c) => c.value === bound.value);
  return (
    <TextField
      {...textFieldProps(bound)} select value={bound.value ?? ''}
      onChange={(event) => bound.change(event.target.value === '' ? null : event.target.value)}
      slotProps={{ select: { renderValue: (value: unknown) => (value === '' ? '' : <ChoiceChip field={field} value={value} />) } }}
    >
      {field.required !== true && <MenuItem value=""><em>{translate('form.none')}</em></MenuItem>}
      {!known && bound.value != null && bound.value !== '' && <MenuItem value={String(bound.value)}>{String(bound.value)}</MenuItem>}
      {choices.map((choice) => <MenuItem key={choice.value} value={choice.value} dense><ChoiceChip field={field} value={choice.value} /></MenuItem>)}
    </TextField>
  );
}

export function MultiPicklistInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const chosen: readonly string[] = Array.isArray(bound.value) ? bound.value.map(String) : [];
  return (
    <Autocomplete
      multiple disableCloseOnSelect
      id={bound.id}
      options={offered(field, chosen).map((c) => c.value)}
      value={[...chosen]}
      onChange={(_, values) => bound.change(inOrder(field, values))}
      onBlur={bound.blur}
      getOptionLabel={(value) => choiceLabel(field, value)}
      noOptionsText={translate('form.noOptions')}
      renderOption={({ key, ...props }, value) => <li key={key} {...props}><ChoiceChip field={field} value={value} /></li>}
      renderValue={(values, itemProps) => values.map((value, index) => {
        const { key, ...props } = itemProps({ index });
        return <Chip key={key} size="small" label={choiceLabel(field, value)} {...props} />;
      })}
      renderInput={(params) => <TextField {...params} {...without(textFieldProps(bound))} required={false} label={starred(bound)} />}
    />
  );
}

/** Values in the order of the list, as the server keeps them. */
function inOrder(field: WorkspaceField, values: readonly string[]): readonly string[] {
  const order = (field.choices ?? []).map((c) => c.value);
  return [...values].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

export function TagsInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const tags: readonly string[] = Array.isArray(bound.value) ? bound.value.map(String) : [];
  return (
    <Autocomplete
      multiple freeSolo autoSelect
      id={bound.id}
      options={[]}
      value={[...tags]}
      onChange={(_, values) => bound.change([...new Set(values.map((v) => v.trim()).filter((v) => v !== ''))])}
      onBlur={bound.blur}
      renderInput={(params) => (
        <TextField
          {...params} {...without(textFieldProps(bound))} required={false} label={starred(bound)}
          placeholder={tags.length === 0 ? translate('form.addTag') : undefined}
        />
      )}
    />
  );
}

/** An autocomplete gives the text field its own id and blur; a native `required` would look at the search text, not at the value. */
export function without({ name, error, helperText, inputRef, fullWidth, size }: ReturnType<typeof textFieldProps>) {
  return { name, error, helperText, inputRef, fullWidth, size };
}

export function starred({ label, required }: { readonly label: string; readonly required: boolean }): string {
  return required ? `${label} *` : label;
}
