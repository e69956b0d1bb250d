import { Autocomplete, Box, CircularProgress, MenuItem, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useContext, useEffect, useState, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceField } from '../api/workspace.generated';
import { me, meLabel } from '../model/filters';
import { isRef, refsOf, type RecordRef } from '../model/records';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { starred, without } from './ChoiceInputs';
import { textFieldProps, useBound } from './inputs';
import { CandidatesContext } from './live';

interface Props {
  readonly field: WorkspaceField;
}

/** Typing pauses this long before a search goes out. */
const pause = 200;

function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function useOptions(object: string, typed: string, open: boolean) {
  const records = useRecords();
  const term = useDebounced(typed.trim());
  const candidates = useContext(CandidatesContext).get(object);
  const choosableFor = open ? candidates?.() : undefined;
  const { data, isFetching } = useQuery({
    queryKey: [object, 'options', term, choosableFor],
    queryFn: ({ signal }) => (choosableFor === undefined ? records.options(object, term, signal) : records.candidates(object, term, choosableFor, signal)),
    enabled: open && object !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  return { options: data ?? [], loading: isFetching };
}

/** Picks one record: searched by the server, the latest ones while nothing is typed. */
export function RecordPicker({ object, value, onChange, onBlur, id, textField, label }: {
  readonly object: string;
  readonly value: RecordRef | null;
  readonly onChange: (value: RecordRef | null) => void;
  readonly onBlur?: () => void;
  readonly id?: string;
  readonly label: string;
  readonly textField?: Record<string, unknown>;
}) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { options, loading } = useOptions(object, typed === value?._label ? '' : typed, open);
  return (
    <Autocomplete<RecordRef>
      id={id}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={[...options]}
      value={value}
      onChange={(_, chosen) => onChange(chosen)}
      onBlur={onBlur}
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      filterOptions={(all) => all}
      getOptionLabel={(option) => option._label}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      loading={loading}
      loadingText={translate('ra.page.loading')}
      noOptionsText={translate('form.noOptions')}
      // Always in groups: while the list fades out it still has the options of before, in the form that they had.
      groupBy={() => translate(typed === '' ? 'form.recent' : 'form.found')}
      renderInput={(params) => <TextField {...params} label={label} size="small" fullWidth {...textField} slotProps={spinner(params, loading && open)} />}
    />
  );
}

function spinner(params: { readonly InputProps: { readonly endAdornment?: ReactNode } }, on: boolean) {
  return {
    input: {
      ...params.InputProps,
      endAdornment: <>{on && <CircularProgress size={16} />}{params.InputProps.endAdornment}</>,
    },
  };
}

export function LookupInput({ field }: Props) {
  const bound = useBound(field);
  return (
    <RecordPicker
      object={field.targets?.[0] ?? ''} id={bound.id} label={starred(bound)} value={isRef(bound.value) ? bound.value : null}
      onChange={bound.change} onBlur={bound.blur} textField={without(textFieldProps(bound))}
    />
  );
}

/** First the object, then its record. */
export function PolymorphicInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const workspace = useWorkspace();
  const value = isRef(bound.value) ? bound.value : null;
  const [chosen, setChosen] = useState(value?._object ?? field.targets?.[0] ?? '');
  const object = value?._object ?? chosen;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(7rem, 1fr) 2fr', gap: 1 }}>
      <TextField
        select size="small" label={translate('form.type')} value={object}
        onChange={(event) => { setChosen(event.target.value); bound.change(null); }}
      >
        {(field.targets ?? []).map((name) => <MenuItem key={name} value={name}>{workspace.get(name)?.label ?? name}</MenuItem>)}
      </TextField>
      <RecordPicker
        object={object} id={bound.id} label={starred(bound)} value={value} onChange={bound.change} onBlur={bound.blur}
        textField={without(textFieldProps(bound))}
      />
    </Box>
  );
}

/** Picks several records of one object. */
export function RecordsPicker({ object, value, onChange, onBlur, id, label, textField, reader }: {
  readonly object: string;
  /** Offers "me" among the users. */
  readonly reader?: boolean;
  readonly value: readonly RecordRef[];
  readonly onChange: (value: readonly RecordRef[]) => void;
  readonly onBlur?: () => void;
  readonly id?: string;
  readonly label: string;
  readonly textField?: Record<string, unknown>;
}) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const found = useOptions(object, typed, open);
  const { loading } = found;
  // In a condition the reader is meant, whoever that is.
  const options = reader === true && object === 'User' && typed === '' ? [{ id: me, _label: meLabel, _object: object }, ...found.options] : found.options;
  return (
    <Autocomplete<RecordRef, true>
      multiple disableCloseOnSelect
      id={id}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={[...options]}
      value={[...value]}
      onChange={(_, chosen) => onChange(chosen)}
      onBlur={onBlur}
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      filterOptions={(all) => all}
      getOptionLabel={(option) => (option.id === me ? translate('filter.me') : option._label)}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      loading={loading}
      loadingText={translate('ra.page.loading')}
      noOptionsText={translate('form.noOptions')}
      renderOption={({ key, ...props }, option) => <li key={key} {...props}><Typography variant="body2">{option.id === me ? translate('filter.me') : option._label}</Typography></li>}
      slotProps={{ chip: { size: 'small' } }}
      renderInput={(params) => <TextField {...params} label={label} size="small" fullWidth {...textField} slotProps={spinner(params, loading && open)} />}
    />
  );
}

/** Picks records of several objects: first the object, then its records; those chosen before stay. */
export function AnyRecordsPicker({ objects, label, value, onChange }: {
  readonly objects: readonly string[];
  readonly label: string;
  readonly value: readonly RecordRef[];
  readonly onChange: (value: readonly RecordRef[]) => void;
}) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const seen = objects.filter((name) => workspace.get(name) !== undefined);
  const [object, setObject] = useState(value[0]?._object ?? seen[0] ?? '');
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <TextField select size="small" label={translate('form.type')} value={object} onChange={(event) => setObject(event.target.value)}>
        {seen.map((name) => <MenuItem key={name} value={name} dense>{workspace.get(name)?.label ?? name}</MenuItem>)}
      </TextField>
      <RecordsPicker object={object} label={label} value={value} onChange={onChange} />
    </Box>
  );
}

export function ManyToManyInput({ field }: Props) {
  const bound = useBound(field);
  return (
    <RecordsPicker
      object={field.targets?.[0] ?? ''} id={bound.id} label={starred(bound)} value={refsOf(bound.value)} onChange={bound.change}
      onBlur={bound.blur} textField={without(textFieldProps(bound))}
    />
  );
}
