import type { WorkspaceField } from '../api/workspace.generated';
import { dateText, instantText } from './expressions/moments';
import { decimalText, round } from './expressions/numbers';
import type { Value } from './expressions/values';
import { typeOf } from './fieldTypes';
import { isRef } from './records';
import { unreadable } from './validation';

const greatestInteger = 2_147_483_647n;

/** A value of a form as expressions read it: what cannot be read yet and empty texts are blank. */
export function toExpression(value: unknown): unknown {
  if (value === undefined || value === '' || value === unreadable) return null;
  // The parts of an address or geolocation are values of their own.
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isRef(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]: [string, unknown]) => [name, toExpression(part)]));
}

/** The value of an expression as its field holds it: numbers rounded to the field's scale, texts cut; null when it cannot hold it. */
export function ofExpression(value: Value, field: WorkspaceField): unknown {
  switch (typeOf(field)) {
    case 'checkbox': return value === true;
    case 'integer': return typeof value === 'bigint' && value <= greatestInteger && value >= -greatestInteger ? value.toString() : null;
    case 'decimal': case 'currency': return number(value, field.scale ?? 2, field.precision);
    case 'percent': return number(value, (field.scale ?? 2) + 2, (field.scale ?? 2) + 12);
    case 'date': return typeof value === 'bigint' ? dateText(value) : null;
    case 'dateTime': return typeof value === 'bigint' ? instantText(value) : null;
    case 'duration': return typeof value === 'bigint' ? `${value < 0n ? '-' : ''}PT${(value < 0n ? -value : value) / 1_000_000n}S` : null;
    case 'lookup': case 'masterDetail': return reference(value, field);
    case 'multiPicklist': case 'tags': return Array.isArray(value) ? value : null;
    default: return typeof value === 'string' && value !== '' ? [...value].slice(0, field.maxLength ?? 1_000_000).join('') : null;
  }
}

function number(value: Value, scale: number, precision: number | undefined): string | null {
  const rounded = typeof value === 'bigint' ? round(value, BigInt(scale)) : null;
  if (rounded === null) return null;
  const text = decimalText(rounded);
  const digits = text.replace('-', '').split('.')[0]?.length ?? 0;
  return precision !== undefined && digits > precision - scale ? null : text;
}

/** A record that an expression gives, named by what was read of it. */
function reference(value: Value, field: WorkspaceField): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('id' in value)) return null;
  const { _label: label, ...rest } = value;
  return { ...rest, _label: String(label ?? value.id), _object: field.targets?.[0] ?? '' };
}
