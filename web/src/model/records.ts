import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { isDecimal, shiftDecimal } from './decimals';
import { typeOf } from './fieldTypes';

/** A record as the application holds it: the API's values, with references as {@link RecordRef}. */
export interface AppRecord {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** A record that another one points to, with the text that names it. */
export interface RecordRef {
  readonly id: string;
  readonly _label: string;
  /** Object name. */
  readonly _object: string;
}

export function isRef(value: unknown): value is RecordRef {
  return typeof value === 'object' && value !== null && 'id' in value && '_object' in value && '_label' in value;
}

export function refsOf(value: unknown): readonly RecordRef[] {
  return Array.isArray(value) ? value.filter(isRef) : [];
}

/** The text that names a record. */
export function recordLabel(object: WorkspaceObject, record: Readonly<Record<string, unknown>> | undefined): string {
  const value = record?.[object.nameField];
  if (isRef(value)) return value._label;
  return value == null || value === '' ? '—' : String(value);
}

/** Fields that a form of this user may fill. */
export function writableFields(object: WorkspaceObject, creating: boolean): readonly WorkspaceField[] {
  return object.fields.filter((f) => isWritable(f, creating));
}

export function isWritable(field: WorkspaceField, creating: boolean): boolean {
  return !field.readOnly && typeOf(field) !== 'autoNumber' && typeOf(field) !== 'id' && (creating || !field.createOnly);
}

/** A value in the form in which mutations take it. Blank text is no value. */
export function toInput(field: WorkspaceField, value: unknown): unknown {
  if (value === '' || value === undefined) return typeOf(field) === 'checkbox' ? false : null;
  switch (typeOf(field)) {
    case 'lookup':
    case 'masterDetail':
    case 'file':
    case 'image':
      return idOf(value);
    case 'polymorphicLookup':
      return isRef(value) ? { object: value._object, id: value.id } : null;
    case 'manyToMany':
      return { set: idsOf(value) };
    case 'address':
      return blankToNull(value, (part) => part);
    case 'geolocation':
      return blankToNull(value, Number);
    case 'integer':
      return value === null ? null : Number(value);
    case 'decimal':
    case 'currency':
    case 'percent':
      return typeof value === 'string' && isDecimal(value) ? shiftDecimal(value, 0) : value;
    case 'multiPicklist':
    case 'tags':
      return Array.isArray(value) && value.length === 0 ? null : value;
    default:
      return value;
  }
}

function idsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map(idOf) : [];
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
}

/** A composite whose parts are all blank is no value. */
function blankToNull(value: unknown, convert: (part: string) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  const parts = Object.entries(value).filter(([key]) => !key.startsWith('_'))
    .map(([key, part]): [string, unknown] => [key, part == null || part === '' ? null : convert(String(part))]);
  return parts.every(([, part]) => part === null) ? null : Object.fromEntries(parts);
}

/** Equality of two values of a field as a mutation would see them. */
export function sameValue(field: WorkspaceField, left: unknown, right: unknown): boolean {
  return canonical(toInput(field, left)) === canonical(toInput(field, right));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/**
 * The input of a create: what was filled in. A field with a computed default is told to be blank when somebody cleared it; left out, it gets the
 * default, which may be one that only the server can compute.
 */
export function createInput(
  object: WorkspaceObject, data: Readonly<Record<string, unknown>>, isCleared: (field: string) => boolean = () => false,
): Record<string, unknown> {
  const told = writableFields(object, true).filter((f) => {
    if (!(f.name in data)) return false;
    if (f.defaultFormula === undefined) return !isNothing(data[f.name]);
    return !(isNothing(data[f.name]) || data[f.name] === false) || isCleared(f.name);
  });
  return Object.fromEntries(told.map((f) => [f.name, toInput(f, data[f.name])]));
}

function isNothing(value: unknown): boolean {
  return value == null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The input of an update: what differs from the record that the form was filled from. */
export function changedInput(
  object: WorkspaceObject, previous: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changed = writableFields(object, false)
    .filter((f) => f.name in data && !sameValue(f, previous[f.name], data[f.name]))
    .map((f): [string, unknown] => [f.name, typeOf(f) === 'manyToMany' ? linkChange(previous[f.name], data[f.name]) : toInput(f, data[f.name])]);
  return Object.fromEntries(changed);
}

/** Links as a difference: a form shows only the first of many links, and those it does not show must stay. */
function linkChange(previous: unknown, value: unknown): { readonly add: readonly unknown[]; readonly remove: readonly unknown[] } {
  const before = idsOf(previous);
  const after = idsOf(value);
  return { add: after.filter((id) => !before.includes(id)), remove: before.filter((id) => !after.includes(id)) };
}

/** What a field of a new record starts with. */
export function defaultValues(object: WorkspaceObject): Record<string, unknown> {
  return Object.fromEntries(writableFields(object, true).map((f) => [f.name, defaultOf(f)]));
}

function defaultOf(field: WorkspaceField): unknown {
  if (field.default !== undefined && !['lookup', 'masterDetail', 'polymorphicLookup', 'manyToMany'].includes(field.type)) return field.default;
  return typeOf(field) === 'checkbox' ? false : null;
}
