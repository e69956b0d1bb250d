import { useContext } from 'react';
import { useController } from 'react-hook-form';
import type { WorkspaceField } from '../api/workspace.generated';
import { LiveFault } from './live';

/** What a widget needs of the form: its value, how to change it, and what to say beside it. */
export interface Bound {
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly blur: () => void;
  readonly ref: (element: HTMLElement | null) => void;
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly error: boolean;
  /** The error, else the field's help. */
  readonly helperText: string | undefined;
}

/** Binds a field of the model to the form around it; the form checks the values. */
export function useBound(field: WorkspaceField): Bound {
  const { field: bound, fieldState } = useController({ name: field.name });
  const live = useContext(LiveFault);
  const fault = fieldState.error === undefined ? live : fieldState.error.message ?? '';
  return {
    value: bound.value,
    change: bound.onChange,
    blur: bound.onBlur,
    ref: bound.ref,
    name: bound.name,
    id: inputId(field.name),
    label: field.label,
    required: field.required === true && field.type !== 'checkbox',
    error: fault !== undefined,
    helperText: fault ?? field.help,
  };
}

export function inputId(fieldName: string): string {
  return `field-${fieldName}`;
}

/** The properties that every MUI text field of a form has in common. */
export function textFieldProps(bound: Bound) {
  return {
    id: bound.id,
    name: bound.name,
    label: bound.label,
    required: bound.required,
    error: bound.error,
    helperText: bound.helperText,
    inputRef: bound.ref,
    onBlur: bound.blur,
    fullWidth: true,
    size: 'small' as const,
  };
}
