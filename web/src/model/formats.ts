import type { WorkspaceField } from '../api/workspace.generated';
import { isDecimal, shiftDecimal } from './decimals';
import { addressParts, typeOf } from './fieldTypes';
import { formatClock, parseIsoDuration } from './times';

/** What formatting depends on besides the value. */
export interface FormatContext {
  readonly locale: string;
  readonly timeZone: string;
  /** ISO 4217 code for amounts of records that carry none. */
  readonly currency: string;
}

/** `Intl` types its exact input as a template literal; `isDecimal` has checked the text. */
type Exact = Intl.StringNumericLiteral;

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (format === undefined) numberFormats.set(key, format = new Intl.NumberFormat(locale, options));
  return format;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (format === undefined) dateFormats.set(key, format = new Intl.DateTimeFormat(locale, options));
  return format;
}

/** Formats decimal text exactly: `Intl` takes the text itself, so that no digit is lost on the way through a double. */
export function formatNumber(value: string | number, locale: string, options: Intl.NumberFormatOptions = {}): string {
  const text = String(value);
  if (!isDecimal(text)) return text;
  return numberFormat(locale, { maximumFractionDigits: 20, ...options }).format(text as Exact);
}

/** An amount with its currency; `code` where symbols would not tell currencies apart. */
export function formatMoney(value: string | number, currency: string, locale: string, display: 'narrowSymbol' | 'code' = 'narrowSymbol'): string {
  const text = String(value);
  if (!isDecimal(text)) return text;
  try {
    return numberFormat(locale, { style: 'currency', currency, currencyDisplay: display }).format(text as Exact);
  } catch {
    return `${currency} ${formatNumber(text, locale)}`;
  }
}

export function formatPercent(value: string | number, locale: string): string {
  const text = String(value);
  return isDecimal(text) ? `${formatNumber(shiftDecimal(text, 2), locale)}%` : text;
}

export function formatDate(value: string, locale: string): string {
  const time = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time)) return value;
  return dateFormat(locale, { timeZone: 'UTC', ...dayOptions(locale) }).format(time);
}

/** A month, given as `2026-03`. */
export function formatMonth(value: string, locale: string): string {
  const time = Date.parse(`${value}-01T00:00:00Z`);
  return Number.isNaN(time) ? value : dateFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(time);
}

export function formatDateTime(value: string, context: FormatContext): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return value;
  return dateFormat(context.locale, {
    timeZone: context.timeZone, ...dayOptions(context.locale), hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).format(time);
}

/** Chinese dates are read as 2026/03/01, English ones with the month's name, which no reader takes for the day. */
function dayOptions(locale: string): Intl.DateTimeFormatOptions {
  return locale.startsWith('zh')
    ? { year: 'numeric', month: '2-digit', day: '2-digit' }
    : { year: 'numeric', month: 'short', day: 'numeric' };
}

export function formatFileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let power = 0;
  let amount = bytes;
  while (amount >= 1024 && power < units.length - 1) {
    amount /= 1024;
    power += 1;
  }
  return numberFormat(locale, { style: 'unit', unit: units[power] ?? 'byte', maximumFractionDigits: 1 }).format(amount);
}

export function formatAddress(value: Readonly<Record<string, unknown>>, locale: string): string {
  const parts = addressParts.map((part) => value[part]).filter((part): part is string => typeof part === 'string' && part !== '');
  return locale.startsWith('zh') ? parts.reverse().join(' ') : parts.join(', ');
}

/** The value of a field as plain text, for table cells, history and the conflict dialog. */
export function formatValue(
  field: WorkspaceField, value: unknown, context: FormatContext, record: Readonly<Record<string, unknown>> = {},
): string {
  if (value == null || value === '') return '';
  const { locale } = context;
  switch (typeOf(field)) {
    case 'integer':
    case 'decimal':
      return formatNumber(String(value), locale);
    case 'currency':
      return formatMoney(String(value), typeof record.currency === 'string' ? record.currency : context.currency, locale);
    case 'percent':
      return formatPercent(String(value), locale);
    case 'date':
      return formatDate(String(value), locale);
    case 'dateTime':
      return formatDateTime(String(value), context);
    case 'time':
      return String(value).slice(0, 5);
    case 'duration':
      return formatDuration(value);
    case 'picklist':
      return choiceLabel(field, value);
    case 'multiPicklist':
      return list(value).map((v) => choiceLabel(field, v)).join(', ');
    case 'tags':
      return list(value).map(String).join(', ');
    case 'address':
      return isObject(value) ? formatAddress(value, locale) : '';
    case 'geolocation':
      return isObject(value) ? `${String(value.latitude)}, ${String(value.longitude)}` : '';
    case 'lookup':
    case 'masterDetail':
    case 'polymorphicLookup':
    case 'file':
    case 'image':
      return referenceLabel(value);
    case 'manyToMany':
      return list(value).map(referenceLabel).join(', ');
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'richText':
      return plainText(String(value));
    case 'checkbox':
      return value === true ? '✓' : '';
    default:
      return String(value);
  }
}

function formatDuration(value: unknown): string {
  const seconds = typeof value === 'number' ? value : parseIsoDuration(String(value));
  return seconds === undefined ? String(value) : formatClock(seconds);
}

/** The text of markup, read by the browser's own parser, which runs no script of an inert document. */
export function plainText(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(/<\/(p|li|h\d|div)>|<br\s*\/?>/g, '$& '), 'text/html').body;
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}

export function choiceLabel(field: WorkspaceField, value: unknown): string {
  return field.choices?.find((c) => c.value === value)?.label ?? String(value);
}

export function referenceLabel(value: unknown): string {
  if (!isObject(value)) return value == null ? '' : String(value);
  return String(value._label ?? value.name ?? value.id ?? '');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
