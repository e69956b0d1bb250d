import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { IconButton, InputAdornment, TextField } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceField } from '../api/workspace.generated';
import { typeOf } from '../model/fieldTypes';
import { unreadable } from '../model/validation';
import { textFieldProps, useBound } from './inputs';

interface Props {
  readonly field: WorkspaceField;
}

const inputTypes: Readonly<Record<string, string>> = { email: 'email', phone: 'tel', url: 'url' };

/** One line of text, e-mail, phone or URL; the phone's keyboard follows the type. */
export function TextInput({ field }: Props) {
  const bound = useBound(field);
  return (
    <TextField
      {...textFieldProps(bound)}
      value={bound.value ?? ''}
      onChange={(event) => bound.change(event.target.value)}
      slotProps={{ htmlInput: { inputMode: inputTypes[typeOf(field)], autoComplete: 'off' } }}
    />
  );
}

export function LongTextInput({ field }: Props) {
  const bound = useBound(field);
  return (
    <TextField
      {...textFieldProps(bound)} multiline minRows={3} maxRows={16}
      value={bound.value ?? ''} onChange={(event) => bound.change(event.target.value)}
    />
  );
}

/** Encrypted text: the stored value never comes back, so that the field stands empty until a new one is typed. */
export function EncryptedInput({ field }: Props) {
  const bound = useBound(field);
  const translate = useTranslate();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...textFieldProps(bound)}
      type={shown ? 'text' : 'password'}
      placeholder="••••••••"
      value={bound.value ?? ''}
      onChange={(event) => bound.change(event.target.value)}
      slotProps={{
        htmlInput: { autoComplete: 'new-password' },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton edge="end" size="small" aria-label={translate(shown ? 'record.conceal' : 'record.reveal')} onClick={() => setShown(!shown)}>
                {shown ? <VisibilityOffOutlined fontSize="small" /> : <VisibilityOutlined fontSize="small" />}
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

/** A JSON value as text; while the text does not parse, the form cannot be saved. */
export function JsonInput({ field }: Props) {
  const bound = useBound(field);
  const [typed, setTyped] = useState(() => print(bound.value));
  const { value } = bound;
  useEffect(() => {
    if (value !== unreadable) setTyped((current) => (print(parse(current)) === print(value) ? current : print(value)));
  }, [value]);
  return (
    <TextField
      {...textFieldProps(bound)} multiline minRows={3} maxRows={16} value={typed}
      onChange={(event) => { setTyped(event.target.value); bound.change(parse(event.target.value)); }}
      slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'ui-monospace, monospace', fontSize: 13 } } }}
    />
  );
}

function print(value: unknown): string {
  return value == null ? '' : JSON.stringify(value, null, 2);
}

function parse(typed: string): unknown {
  if (typed.trim() === '') return null;
  try {
    return JSON.parse(typed) as unknown;
  } catch {
    return unreadable;
  }
}
