import { Autocomplete, Box, Checkbox, FormControlLabel, MenuItem, TextField } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { Choices } from './Choices';
import { textFor, type Body, type FieldBody } from './documents';
import type { Setting } from './settings';
import { useStudio } from './StudioContext';

/** Edits one setting of a field's type. */
export function SettingInput({ setting, field, onChange }: {
  readonly setting: Setting;
  readonly field: FieldBody;
  readonly onChange: (changes: Body) => void;
}) {
  const translate = useTranslate();
  if (setting.kind === 'choices') return <ChoicesEditor field={field} onChange={onChange} />;
  const { name } = setting;
  const label = translate(setting.label);
  const value = field[name];
  switch (setting.kind) {
    case 'number':
      return (
        <TextField
          label={label} defaultValue={value === undefined ? '' : String(value)} slotProps={{ htmlInput: { inputMode: 'decimal' } }}
          onChange={(event) => onChange({ [name]: numberOf(event.target.value) })}
        />
      );
    case 'text':
      return <TextField label={label} value={value ?? ''} onChange={(event) => onChange({ [name]: event.target.value })} />;
    case 'flag':
      return <FormControlLabel label={label} control={<Checkbox size="small" checked={value === true} onChange={(event) => onChange({ [name]: event.target.checked })} />} />;
    case 'list':
      return (
        <Autocomplete
          multiple freeSolo autoSelect options={[]} value={Array.isArray(value) ? value.map(String) : []} onChange={(_, values) => onChange({ [name]: values })}
          renderInput={(params) => <TextField {...params} label={label} />}
        />
      );
    case 'choice':
      return (
        <TextField select label={label} value={value ?? setting.options[0]?.[0] ?? ''} onChange={(event) => onChange({ [name]: event.target.value })}>
          {setting.options.map(([option, text]) => <MenuItem key={option} value={option}>{translate(text)}</MenuItem>)}
        </TextField>
      );
    case 'object':
      return <ObjectsInput label={`${label} *`} names={typeof value === 'string' ? [value] : []} single onChange={([first]) => onChange({ [name]: first })} />;
    case 'objects':
      return <ObjectsInput label={`${label} *`} names={Array.isArray(value) ? value.map(String) : []} onChange={(names) => onChange({ [name]: names })} />;
  }
}

/** A number as documents hold it; text that is none stays text, which the plan then refuses with its place. */
function numberOf(typed: string): unknown {
  if (typed.trim() === '') return undefined;
  return Number.isFinite(Number(typed)) ? Number(typed) : typed;
}

function ObjectsInput({ label, names, single, onChange }: {
  readonly label: string;
  readonly names: readonly string[];
  readonly single?: boolean;
  readonly onChange: (names: readonly string[]) => void;
}) {
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const objects = drafted.flatMap((d) => (d.body?.kind === 'object' ? [d.body] : []));
  const labelOf = (name: string): string => textFor(objects.find((o) => o.name === name)?.label, locale) || name;
  const options = objects.map((o) => String(o.name)).sort((a, b) => labelOf(a).localeCompare(labelOf(b), locale));
  if (single === true) {
    return (
      <Autocomplete
        options={options} value={names[0] ?? null} getOptionLabel={labelOf} onChange={(_, chosen) => onChange(chosen === null ? [] : [chosen])}
        renderInput={(params) => <TextField {...params} label={label} />}
      />
    );
  }
  return (
    <Autocomplete
      multiple disableCloseOnSelect options={options} value={[...names]} getOptionLabel={labelOf} onChange={(_, chosen) => onChange(chosen)}
      renderInput={(params) => <TextField {...params} label={label} />}
    />
  );
}

/** The choices of a picklist: its own, or those of a shared picklist. */
function ChoicesEditor({ field, onChange }: { readonly field: FieldBody; readonly onChange: (changes: Body) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const shared = drafted.flatMap((d) => (d.body?.kind === 'picklist' ? [d.body] : []));
  return (
    <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1.5 }}>
      <TextField
        select label={translate('studio.choices')} value={typeof field.picklist === 'string' ? field.picklist : ''}
        onChange={(event) => onChange(event.target.value === '' ? { picklist: undefined, values: field.values ?? [] } : { picklist: event.target.value, values: undefined })}
      >
        <MenuItem value="">{translate('studio.ownChoices')}</MenuItem>
        {shared.map((p) => <MenuItem key={String(p.name)} value={String(p.name)}>{translate('studio.globalPicklist')}: {textFor(p.label, locale) || String(p.name)}</MenuItem>)}
      </TextField>
      {field.picklist === undefined && <Choices values={field.values} onChange={(values) => onChange({ values })} />}
    </Box>
  );
}
