import { parseDate, parseDuration, parseInstant } from './moments.ts';
import { parseDecimal } from './numbers.ts';
import type { ValueType } from './tree.ts';

/** A record as expressions read it: fields as the API gives them, references as records, lists of related records as arrays. */
export interface RecordValues {
  readonly id?: string | null;
  readonly [name: string]: unknown;
}

/**
 * A value while it is computed: whole numbers, days (since 0001-01-01), instants and durations (microseconds) and decimals (of 10^-20) are
 * bigints; blank is null.
 */
export type Value = null | boolean | bigint | string | RecordValues | readonly Value[];

/** What an expression is evaluated over. */
export interface Context {
  readonly record: RecordValues;
  /** The record as stored; null for a new one. */
  readonly old: RecordValues | null;
  readonly user: RecordValues | null;
  /** The record that a reference may come to point to. */
  readonly target?: RecordValues | null;
  readonly roles: readonly string[];
  /** Microseconds since 1970. */
  readonly now: bigint;
  /** IANA name of the tenant's time zone. */
  readonly zone: string;
}

const wholeNumber = /^[+-]?\d+$/;

/** A value of the API, or of a constant in a tree, as a value of that type; blank when it is none. */
export function fromApi(value: unknown, type: ValueType): Value {
  switch (type) {
    case 'bool': return typeof value === 'boolean' ? value : null;
    case 'int': return whole(value);
    case 'decimal': return typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value), true) : null;
    case 'string': return typeof value === 'string' ? value : null;
    case 'date': return typeof value === 'string' ? parseDate(value) : null;
    case 'timestamp': return typeof value === 'string' ? parseInstant(value) : null;
    case 'duration': return typeof value === 'string' ? parseDuration(value) : null;
    case 'record': return typeof value === 'object' && value !== null ? (value as RecordValues) : null;
    case 'records': return Array.isArray(value) ? (value as RecordValues[]) : [];
    case 'list': return Array.isArray(value) ? (value as string[]) : [];
    case 'null': return null;
  }
}

/** A constant of a tree: numbers and times are written as whole numbers in their own units, decimals with their point. */
export function fromConstant(value: string | boolean | null, type: ValueType): Value {
  if (type === 'date' || type === 'timestamp' || type === 'duration') return whole(value);
  return fromApi(value, type);
}

function whole(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && wholeNumber.test(value) ? BigInt(value) : null;
}
