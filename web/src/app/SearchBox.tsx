import SearchOutlined from '@mui/icons-material/SearchOutlined';
import { Autocomplete, InputAdornment, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import type { RecordRef } from '../model/records';
import { recordPath } from '../fields/FieldValue';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { useShortcut } from '../views/shortcuts';

const pause = 250;
const searchKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl+K';
const perObject = 5;

/** Finds records of every object of the menus by what `search:` looks in. */
export function SearchBox() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const records = useRecords();
  const [typed, setTyped] = useState('');
  const [term, setTerm] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => setTerm(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const objects = [...new Set(workspace.description.navigations.flatMap((n) => n.groups).flatMap((g) => g.items).map((i) => i.object))];
  const { data, isFetching } = useQuery({
    queryKey: ['search', term, workspace.description.revision],
    queryFn: ({ signal }) => records.search(objects, term, perObject, signal),
    enabled: term.length > 0,
  });
  useShortcut('Control+K', () => input.current?.focus());
  return (
    <Autocomplete<RecordRef>
      size="small" sx={{ width: '100%', maxWidth: 440 }}
      options={term === '' ? [] : [...data ?? []]}
      value={null} blurOnSelect clearOnBlur
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      onChange={(_, chosen) => {
        setTyped('');
        if (chosen !== null) void navigate(recordPath(chosen));
      }}
      filterOptions={(all) => all}
      groupBy={(option) => workspace.get(option._object)?.pluralLabel ?? option._object}
      getOptionLabel={(option) => option._label}
      getOptionKey={(option) => option.id}
      loading={isFetching} loadingText={translate('ra.page.loading')}
      noOptionsText={translate(term === '' ? 'app.search' : 'app.searchEmpty')}
      renderInput={(params) => (
        <TextField
          {...params} inputRef={input} placeholder={`${translate('app.search')} (${searchKeys})`}
          slotProps={{
            htmlInput: { ...params.inputProps, 'aria-label': translate('app.search'), 'aria-keyshortcuts': 'Control+K' },
            input: { ...params.InputProps, startAdornment: <InputAdornment position="start"><SearchOutlined fontSize="small" /></InputAdornment>, endAdornment: null },
          }}
        />
      )}
    />
  );
}
