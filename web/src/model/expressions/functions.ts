import { equal, order } from './comparisons.ts';
import { metres } from './distance.ts';
import * as moments from './moments.ts';
import * as numbers from './numbers.ts';
import * as texts from './texts.ts';
import type { Context, Value } from './values.ts';

/** A function over values none of which is blank; the types of its arguments are those that the host has checked. */
type Step = (values: readonly Value[], context: Context) => Value;

function one<A extends Value>(step: (a: A, context: Context) => Value): Step {
  return ([a], context) => step(a as A, context);
}

function two<A extends Value, B extends Value>(step: (a: A, b: B, context: Context) => Value): Step {
  return ([a, b], context) => step(a as A, b as B, context);
}

function three<A extends Value, B extends Value, C extends Value>(step: (a: A, b: B, c: C) => Value): Step {
  return ([a, b, c]) => step(a as A, b as B, c as C);
}

type List = readonly Value[];

const ordered = (holds: (order: number) => boolean): Step => two((left, right) => holds(order(left, right)));
const same: Step = one((value) => value);
const extreme = (better: (a: bigint, b: bigint) => boolean): Step => (values) => (values as bigint[]).reduce((a, b) => (better(a, b) ? a : b));
const texted = (list: List): string[] => list.filter((text): text is string => typeof text === 'string');

const comparisons: Record<string, Step> = {
  not: one<boolean>((value) => !value),
  equal: two(equal),
  not_equal: two((left, right) => !equal(left, right)),
  less: ordered((order) => order < 0),
  less_equal: ordered((order) => order <= 0),
  greater: ordered((order) => order > 0),
  greater_equal: ordered((order) => order >= 0),
  bool_bool: same,
  has_role: one<string>((role, context) => context.roles.includes(role)),
};

const lists: Record<string, Step> = {
  add_list: two<List, List>((left, right) => [...left, ...right]),
  index_list: two<List, bigint>((list, index) => (index >= 0n && index < list.length ? list[Number(index)] ?? null : null)),
  size_list: one<List>((list) => BigInt(list.length)),
  join: one<List>((list) => texted(list).join('')),
  join_with: two<List, string>((list, separator) => texted(list).join(separator)),
};

const arithmetic: Record<string, Step> = {
  add_int: two<bigint, bigint>((a, b) => numbers.intInRange(a + b)),
  subtract_int: two<bigint, bigint>((a, b) => numbers.intInRange(a - b)),
  multiply_int: two<bigint, bigint>((a, b) => numbers.intInRange(a * b)),
  divide_int: two<bigint, bigint>((a, b) => (b === 0n ? null : numbers.intInRange(a / b))),
  remainder_int: two<bigint, bigint>((a, b) => (b === 0n ? null : a % b)),
  negate_int: one<bigint>((a) => numbers.intInRange(-a)),
  abs_int: one<bigint>((a) => numbers.intInRange(numbers.abs(a))),
  sign_int: one(numbers.sign),
  greatest_int: extreme((a, b) => a > b),
  least_int: extreme((a, b) => a < b),
  add_decimal: two<bigint, bigint>((a, b) => numbers.decimalInRange(a + b)),
  subtract_decimal: two<bigint, bigint>((a, b) => numbers.decimalInRange(a - b)),
  multiply_decimal: two(numbers.multiply),
  divide_decimal: two(numbers.divide),
  negate_decimal: one<bigint>((a) => -a),
  abs_decimal: one(numbers.abs),
  sign_decimal: one(numbers.decimalSign),
  greatest_decimal: extreme((a, b) => a > b),
  least_decimal: extreme((a, b) => a < b),
  ceil: one(numbers.ceiling),
  floor: one(numbers.floor),
  round: one<bigint>((a) => numbers.round(a, 0n)),
  round_to: two(numbers.round),
  trunc: one(numbers.truncate),
  distance: (values) => metres(...(values as [bigint, bigint, bigint, bigint])),
};

const textual: Record<string, Step> = {
  add_text: two<string, string>((a, b) => a + b),
  size_text: one(texts.length),
  contains: two<string, string>((text, part) => text.includes(part)),
  starts_with: two<string, string>((text, part) => text.startsWith(part)),
  ends_with: two<string, string>((text, part) => text.endsWith(part)),
  char_at: two(texts.charAt),
  index_of: two<string, string>((text, sought) => texts.indexOf(text, sought)),
  index_of_from: three<string, string, bigint>((text, sought, from) => texts.indexOf(text, sought, from)),
  last_index_of: two(texts.lastIndexOf),
  lower_ascii: one(texts.lowerAscii),
  upper_ascii: one(texts.upperAscii),
  replace: three(texts.replace),
  split: two(texts.split),
  substring_from: two<string, bigint>((text, from) => texts.substring(text, from)),
  substring: three<string, bigint, bigint>((text, from, to) => texts.substring(text, from, to)),
  trim: one(texts.trim),
  reverse: one(texts.reverse),
};

const units = (unit: bigint): Step => one<bigint>((count) => moments.durationInRange(count * unit));
const wholeUnits = (unit: bigint): Step => one<bigint>((duration) => duration / unit);
const shifted = (a: bigint, b: bigint): Value => moments.instantInRange(a + b);

const times: Record<string, Step> = {
  days: units(moments.day),
  hours: units(3_600_000_000n),
  minutes: units(60_000_000n),
  seconds: units(1_000_000n),
  duration_days: wholeUnits(moments.day),
  duration_hours: wholeUnits(3_600_000_000n),
  duration_minutes: wholeUnits(60_000_000n),
  duration_seconds: wholeUnits(1_000_000n),
  duration_milliseconds: one<bigint>((duration) => (duration / 1_000n) % 1_000n),
  add_duration: two<bigint, bigint>((a, b) => moments.durationInRange(a + b)),
  subtract_duration: two<bigint, bigint>((a, b) => moments.durationInRange(a - b)),
  subtract_timestamps: two<bigint, bigint>((a, b) => moments.durationInRange(a - b)),
  subtract_dates: two<bigint, bigint>((a, b) => moments.durationInRange((a - b) * moments.day)),
  add_timestamp_duration: two(shifted),
  add_duration_timestamp: two(shifted),
  subtract_timestamp_duration: two<bigint, bigint>((a, b) => shifted(a, -b)),
  add_date_duration: two<bigint, bigint>((a, b) => moments.dayInRange(a + moments.floorDivide(b, moments.day))),
  subtract_date_duration: two<bigint, bigint>((a, b) => moments.dayInRange(a + moments.floorDivide(-b, moments.day))),
  add_months: two(moments.addMonths),
};

for (const name of ['full_year', 'month', 'day', 'day_of_month', 'day_of_week', 'day_of_year', 'hours', 'minutes', 'seconds', 'milliseconds']) {
  times[`date_${name}`] = one<bigint>((day) => moments.part(name, day, 0n));
  times[`timestamp_${name}`] = one<bigint>((instant, context) => moments.instantPart(name, instant, context.zone));
  times[`timestamp_${name}_zone`] = two<bigint, string>((instant, zone) => moments.instantPart(name, instant, zone));
}

const truths = new Map(
  [...['1', 't', 'true', 'TRUE', 'True'].map((text) => [text, true] as const), ...['0', 'f', 'false', 'FALSE', 'False'].map((text) => [text, false] as const)]);

const conversions: Record<string, Step> = {
  int_int: same,
  decimal_decimal: same,
  text_text: same,
  date_date: same,
  timestamp_timestamp: same,
  duration_duration: same,
  int_decimal: one(numbers.toInt),
  int_text: one(numbers.parseInt64),
  int_timestamp: one<bigint>((instant) => moments.floorDivide(instant, 1_000_000n)),
  decimal_int: one(numbers.fromInt),
  decimal_text: one<string>((text) => numbers.parseDecimal(text)),
  bool_text: one<string>((text) => truths.get(text) ?? null),
  text_int: one<bigint>((value) => value.toString()),
  text_decimal: one(numbers.decimalText),
  text_bool: one<boolean>((value) => String(value)),
  text_date: one(moments.dateText),
  text_timestamp: one(moments.instantText),
  text_duration: one(moments.durationText),
  date_text: one(moments.parseDate),
  date_timestamp: one<bigint>((instant, context) => moments.localDay(instant, context.zone)),
  date_parts: three(moments.dayOf),
  timestamp_text: one(moments.parseInstant),
  timestamp_date: one<bigint>((day, context) => moments.midnight(day, context.zone)),
};

/** By the ids of the host's catalogue of overloads. */
export const functions: Readonly<Record<string, Step | undefined>> = {
  ...comparisons, ...lists, ...arithmetic, ...textual, ...times, ...conversions,
};
