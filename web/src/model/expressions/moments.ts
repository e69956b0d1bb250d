/** Days since 0001-01-01, instants in microseconds since 1970, durations in microseconds. What leaves its range is null. */
export const day = 86_400_000_000n;
const lastDay = 3_652_058n;
export const daysTo1970 = 719_162n;
const greatestDuration = 9_007_199_254_740_991n;
const firstInstant = (1n - daysTo1970) * day, lastInstant = (lastDay - daysTo1970) * day - 1n;

export const dayInRange = (value: bigint): bigint | null => (value >= 0n && value <= lastDay ? value : null);
export const instantInRange = (value: bigint): bigint | null => (value >= firstInstant && value <= lastInstant ? value : null);
export const durationInRange = (value: bigint): bigint | null =>
  (value >= -greatestDuration && value <= greatestDuration ? value : null);

/** Whole quotient, towards the lesser number. */
export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

/** The day of a year, month (from 1) and day of the month, or null when there is none. */
export function dayOf(year: bigint, month: bigint, dayOfMonth: bigint): bigint | null {
  if (year < 1n || year > 9999n || month < 1n || month > 12n || dayOfMonth < 1n || dayOfMonth > daysOfMonth(year, month)) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(dayOfMonth));
  return BigInt(date.getTime() / 86_400_000) + daysTo1970;
}

function daysOfMonth(year: bigint, month: bigint): bigint {
  if (month === 2n) return year % 4n === 0n && (year % 100n !== 0n || year % 400n === 0n) ? 29n : 28n;
  return month === 4n || month === 6n || month === 9n || month === 11n ? 30n : 31n;
}

const utc = (value: bigint): Date => new Date(Number((value - daysTo1970) * 86_400_000n));

/** The same day so many months later, or the last of that month. */
export function addMonths(value: bigint, months: bigint): bigint | null {
  if (months < -120_000n || months > 120_000n) return null;
  const date = utc(value);
  const index = BigInt(date.getUTCFullYear()) * 12n + BigInt(date.getUTCMonth()) + months;
  const year = floorDivide(index, 12n), month = index - year * 12n + 1n;
  const most = daysOfMonth(year, month), wanted = BigInt(date.getUTCDate());
  return dayOf(year, month, wanted < most ? wanted : most);
}

export function parseDate(text: string): bigint | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match === null ? null : dayOf(BigInt(match[1] ?? 0), BigInt(match[2] ?? 0), BigInt(match[3] ?? 0));
}

const instantForm =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/** RFC 3339 with at most six digits after the second. */
export function parseInstant(text: string): bigint | null {
  const match = instantForm.exec(text);
  if (match === null) return null;
  const [, date = '', hours = '0', minutes = '0', seconds = '0', fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const days = parseDate(date);
  if (days === null) return null;
  const offset = (BigInt(offsetHours) * 60n + BigInt(offsetMinutes)) * (sign === '-' ? -1n : 1n);
  const clock = (BigInt(hours) * 60n + BigInt(minutes) - offset) * 60n + BigInt(seconds);
  return instantInRange((days - daysTo1970) * day + clock * 1_000_000n + BigInt(fraction.padEnd(6, '0')));
}

const isoDuration = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A duration of the API: ISO 8601 in days, hours, minutes and whole seconds. */
export function parseDuration(text: string): bigint | null {
  const match = isoDuration.exec(text);
  if (match === null || text.length < 3) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const total = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  return durationInRange((sign === '-' ? -total : total) * 1_000_000n);
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

export function dateText(value: bigint): string {
  const date = utc(value);
  return `${padded(date.getUTCFullYear(), 4)}-${padded(date.getUTCMonth() + 1, 2)}-${padded(date.getUTCDate(), 2)}`;
}

export function instantText(value: bigint): string {
  const { days, clock } = parts(value);
  const seconds = clock / 1_000_000n;
  const time = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((n) => padded(Number(n), 2)).join(':');
  const fraction = fractionText(clock % 1_000_000n);
  return `${dateText(days)}T${time}${fraction}Z`;
}

export function durationText(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  return `${value < 0n ? '-' : ''}${magnitude / 1_000_000n}${fractionText(magnitude % 1_000_000n)}s`;
}

function fractionText(microseconds: bigint): string {
  const digits = microseconds.toString().padStart(6, '0').replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
}

/** Day and microseconds of the day of an instant in UTC. */
function parts(instant: bigint): { days: bigint; clock: bigint } {
  const days = floorDivide(instant, day);
  return { days: days + daysTo1970, clock: instant - days * day };
}

/**
 * 1972-02-01T00:00:00Z: since then every zone is whole minutes from UTC; before it the offset of this instant counts, because libraries
 * disagree about local mean times.
 */
const firstZoned = 65_750_400_000_000n;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Microseconds that the clocks of a zone are ahead of UTC at an instant. */
export function offsetAt(instant: bigint, zone: string): bigint {
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed !== null) {
    const minutes = BigInt(fixed[2] ?? 0) * 60n + BigInt(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * 60_000_000n;
  }
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', hourCycle: 'h23',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  const whole = floorDivide(instant < firstZoned ? firstZoned : instant, 1_000_000n);
  const found: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(new Date(Number(whole) * 1000))) found[type] = value;
  const local = new Date(0);
  local.setUTCFullYear(Number(found['year']), Number(found['month']) - 1, Number(found['day']));
  local.setUTCHours(Number(found['hour']), Number(found['minute']), Number(found['second']));
  return (BigInt(local.getTime() / 1000) - whole) * 1_000_000n;
}

/** The day of an instant in a zone. */
export function localDay(instant: bigint, zone: string): bigint {
  return parts(instant + offsetAt(instant, zone)).days;
}

/** Midnight of a day in a zone; where the clock skips it, the instant that it skips to, and of two the later. */
export function midnight(value: bigint, zone: string): bigint | null {
  const local = (value - daysTo1970) * day;
  const offsets = [offsetAt(local - day / 2n, zone), offsetAt(local + day / 2n, zone)];
  const fitting = offsets.map((offset) => local - offset).filter((instant) => instant + offsetAt(instant, zone) === local);
  const [before = 0n] = offsets;
  const latest = fitting.reduce<bigint | null>((last, instant) => (last === null || instant > last ? instant : last), null);
  return instantInRange(latest ?? local - before);
}

/** A part of a day, or of an instant's local time, by the name of its accessor. */
export function part(name: string, days: bigint, clock: bigint): bigint {
  const date = utc(days);
  switch (name) {
    case 'full_year': return BigInt(date.getUTCFullYear());
    case 'month': return BigInt(date.getUTCMonth());
    case 'day': return BigInt(date.getUTCDate());
    case 'day_of_month': return BigInt(date.getUTCDate() - 1);
    case 'day_of_week': return BigInt(date.getUTCDay());
    case 'day_of_year': return days - (dayOf(BigInt(date.getUTCFullYear()), 1n, 1n) ?? days);
    case 'hours': return clock / 3_600_000_000n;
    case 'minutes': return (clock / 60_000_000n) % 60n;
    case 'seconds': return (clock / 1_000_000n) % 60n;
    case 'milliseconds': return (clock / 1_000n) % 1_000n;
    default: throw new Error(`No part of a time is called '${name}'.`);
  }
}

export function instantPart(name: string, instant: bigint, zone: string): bigint {
  const { days, clock } = parts(instant + offsetAt(instant, zone));
  return part(name, days, clock);
}
