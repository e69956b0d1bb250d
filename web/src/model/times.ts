/** Wall-clock time in a zone, `YYYY-MM-DDTHH:mm` or with seconds, to the instant in UTC. A time that the zone skips moves forward. */
export function zonedToUtc(local: string, timeZone: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(local);
  if (match === null) return undefined;
  const wall = Date.UTC(...numbers(match)) + (Number(match[1]) < 100 ? yearFix(Number(match[1])) : 0);
  const first = wall - offsetAt(wall, timeZone);
  const second = wall - offsetAt(first, timeZone);
  return new Date(second).toISOString();
}

function numbers(match: RegExpExecArray): [number, number, number, number, number, number] {
  const at = (index: number): number => Number(match[index] ?? 0);
  return [at(1), at(2) - 1, at(3), at(4), at(5), at(6)];
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function yearFix(year: number): number {
  return Date.parse(`${String(year).padStart(4, '0')}-01-01T00:00:00Z`) - Date.UTC(year, 0, 1);
}

/** Wall-clock time of an instant in a zone, `YYYY-MM-DDTHH:mm:ss`. */
export function utcToZoned(instant: string, timeZone: string): string | undefined {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return undefined;
  return new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 19);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(time: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', era: 'short',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(time).map((p) => [p.type, p.value]));
  const year = Number(parts.year) * (parts.era === 'BC' ? -1 : 1);
  const wall = new Date(0);
  wall.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  wall.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return wall.getTime() - Math.floor(time / 1000) * 1000;
}

/** Seconds of an ISO 8601 duration of days and smaller parts; undefined for anything else. */
export function parseIsoDuration(value: string): number | undefined {
  const match = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(value);
  if (match === null || value.endsWith('P') || value.endsWith('T')) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const seconds = part(2) * 86_400 + part(3) * 3_600 + part(4) * 60 + part(5);
  return match[1] ? -seconds : seconds;
}

export function toIsoDuration(seconds: number): string {
  return `${seconds < 0 ? '-' : ''}PT${Math.abs(seconds)}S`;
}

/** `1:30` (hours and minutes) or `1:30:15`; hours may exceed a day. */
export function formatClock(seconds: number): string {
  const total = Math.abs(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const rest = total % 60;
  const clock = `${Math.floor(total / 3_600)}:${two(Math.floor(total / 60) % 60)}${rest === 0 ? '' : `:${two(rest)}`}`;
  return seconds < 0 ? `-${clock}` : clock;
}

/** Reads `90` (minutes), `1:30` or `1:30:15`; undefined when it is none of them. */
export function parseClock(typed: string): number | undefined {
  const match = /^(-?)(?:(\d{1,6}):([0-5]?\d)(?::([0-5]?\d))?|(\d{1,7}))$/.exec(typed.normalize('NFKC').trim());
  if (match === null) return undefined;
  const seconds = match[5] === undefined
    ? Number(match[2]) * 3_600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
    : Number(match[5]) * 60;
  return match[1] ? -seconds : seconds;
}
