import type { WorkspaceField } from '../api/workspace.generated';
import { compareDecimals, fractionDigits, isDecimal, shiftDecimal } from './decimals';
import { matches } from './expressions/pattern';
import type { Instruction } from './expressions/tree';
import { typeOf } from './fieldTypes';

/** A message key with its arguments, or nothing when the value is fine. */
export interface Fault {
  readonly message: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Stands for what was typed but cannot be read as a value of the field, and for a file that is still on its way; no value contains NUL. */
export const unreadable = '\u0000';

/**
 * The checks that need no server, made while a form is filled. They are a courtesy: the server checks everything again, and rules that
 * this build does not know come back as problems of the save.
 */
export function faultOf(field: WorkspaceField, value: unknown): Fault | undefined {
  if (isBlank(value)) return field.required && typeOf(field) !== 'checkbox' ? { message: 'fault.required' } : undefined;
  if (value === unreadable) return { message: unreadableMessage(field) };
  switch (typeOf(field)) {
    case 'text': case 'longText': case 'richText': case 'encryptedText':
      return textFault(field, String(value));
    case 'integer':
      return /^-?\d+$/.test(String(value)) ? rangeFault(field, String(value), 0) : { message: 'fault.integer' };
    case 'decimal': case 'currency':
      return numberFault(field, String(value), field.scale ?? 2, 0);
    case 'percent':
      return numberFault(field, String(value), (field.scale ?? 2) + 2, 2);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)) && String(value).length <= 254 ? undefined : { message: 'fault.email' };
    case 'url':
      return isUrl(String(value)) ? undefined : { message: 'fault.url' };
    case 'phone':
      return String(value).length <= 40 ? undefined : { message: 'fault.maxLength', args: { max: 40 } };
    case 'geolocation':
      return geolocationFault(value);
    default:
      return undefined;
  }
}

function unreadableMessage(field: WorkspaceField): string {
  switch (typeOf(field)) {
    case 'json': return 'fault.json';
    case 'duration': return 'fault.duration';
    case 'date': case 'dateTime': case 'time': return 'fault.date';
    case 'file': case 'image': return 'fault.uploading';
    default: return 'fault.number';
  }
}

export function isBlank(value: unknown): boolean {
  if (value == null) return true;
  if (typeof value === 'string') return value.trim() === '' || value === '<p></p>';
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && !('id' in value)) {
    return Object.entries(value).filter(([key]) => !key.startsWith('_')).every(([, part]) => part == null || part === '');
  }
  return false;
}

function textFault(field: WorkspaceField, value: string): Fault | undefined {
  // Lengths count Unicode scalar values, as the server does, not UTF-16 units.
  if (field.maxLength !== undefined && [...value].length > field.maxLength) {
    return { message: 'fault.maxLength', args: { max: field.maxLength } };
  }
  // A browser's own engine could take for ever; one of time linear in the text runs the program that the server made of the pattern.
  return field.pattern === undefined || matches(value, field.pattern as readonly Instruction[]) ? undefined : { message: 'fault.pattern' };
}

function numberFault(field: WorkspaceField, value: string, scale: number, shownShift: number): Fault | undefined {
  if (!isDecimal(value)) return { message: 'fault.number' };
  if (fractionDigits(shiftDecimal(value, 0)) > scale) return { message: 'fault.scale', args: { scale: scale - shownShift } };
  return rangeFault(field, value, shownShift);
}

function rangeFault(field: WorkspaceField, value: string, shownShift: number): Fault | undefined {
  if (field.min !== undefined && compareDecimals(value, field.min) < 0) {
    return { message: 'fault.min', args: { min: shiftDecimal(field.min, shownShift) } };
  }
  if (field.max !== undefined && compareDecimals(value, field.max) > 0) {
    return { message: 'fault.max', args: { max: shiftDecimal(field.max, shownShift) } };
  }
  return undefined;
}

function isUrl(value: string): boolean {
  return value.length <= 2048 && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function geolocationFault(value: unknown): Fault | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const latitude = 'latitude' in value ? Number(value.latitude) : NaN;
  const longitude = 'longitude' in value ? Number(value.longitude) : NaN;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? undefined : { message: 'fault.geolocation' };
}
