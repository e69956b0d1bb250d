import { day, daysTo1970, localDay, offsetAt, part } from './moments.ts';

/** From and to, in minutes from the midnight with which the shift's day begins. */
type Shift = readonly [from: number, to: number];

/** A business calendar as the host ships it with an expression. */
export interface Calendar {
  readonly zone: string;
  /** Monday first. */
  readonly weekly: readonly (readonly Shift[])[];
  /** By the number of the day. */
  readonly days: Readonly<Record<string, readonly Shift[]>>;
  /** By month * 100 + day. */
  readonly yearly: Readonly<Record<string, readonly Shift[]>>;
}

const minute = 60_000_000n;
const instantOf = (year: number): bigint => BigInt(Date.UTC(year, 0, 1)) * 1_000n;
const firstCounted = instantOf(1973), lastCounted = instantOf(9998);

/** Whole minutes that are worked between two instants; null where they are not counted. */
export function workingMinutes(from: bigint, to: bigint, calendar: Calendar): bigint | null {
  if (to <= from) return 0n;
  if (from < firstCounted || to >= lastCounted || to - from > 3_660n * day) return null;
  const last = localDay(to, calendar.zone) + 1n;
  let covered = from, worked = 0n;
  for (let date = localDay(from, calendar.zone) - 1n; date <= last; date++) {
    for (const [opens, closes] of openings(date, calendar)) {
      const start = opens < covered ? covered : opens;
      if (closes <= start) continue;
      if (start >= to) return worked / minute;
      worked += (closes < to ? closes : to) - start;
      covered = closes;
    }
  }
  return worked / minute;
}

/** The instants at which the shifts of a day begin and end. */
function openings(date: bigint, calendar: Calendar): (readonly [bigint, bigint])[] {
  const shifts = calendar.days[String(date)] ?? calendar.yearly[yearly(date)] ?? calendar.weekly[Number(date % 7n)] ?? [];
  if (shifts.length === 0) return [];
  const midnight = (date - daysTo1970) * day;
  const one = knownOffset(midnight - 2n * day, calendar.zone), other = knownOffset(midnight + 4n * day, calendar.zone);
  const showing = (minutes: number): bigint => firstShowing(midnight + BigInt(minutes) * minute, calendar.zone, one, other);
  return shifts.map(([from, to]) => [showing(from), showing(to)]);
}

const yearly = (date: bigint): string => String((part('month', date, 0n) + 1n) * 100n + part('day', date, 0n));

/** The first instant at which clocks show a local time or a later one; their distances from UTC before and after are given. */
function firstShowing(local: bigint, zone: string, one: bigint, other: bigint): bigint {
  if (one === other) return local - one;
  const shown = (instant: bigint): bigint => instant + offsetAt(instant, zone);
  let early = local - (one > other ? one : other), late = local - (one > other ? other : one);
  if (shown(early) === local) return early;
  if (shown(late) === local) return late;
  // Clocks skip it: the instant at which they do.
  while (late - early > 1_000_000n) {
    const middle = early + ((late - early) / 2_000_000n) * 1_000_000n;
    if (shown(middle) >= local) late = middle;
    else early = middle;
  }
  return late;
}

const mostOffsets = 20_000;
const offsets = new Map<string, bigint>();

/** Looking an offset up takes the browser long; those of midnights are asked again and again. */
function knownOffset(midnight: bigint, zone: string): bigint {
  const key = `${zone} ${midnight}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= mostOffsets) offsets.clear();
    offset = offsetAt(midnight, zone);
    offsets.set(key, offset);
  }
  return offset;
}
