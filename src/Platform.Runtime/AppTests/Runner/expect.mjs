// What a test claims. A claim that does not hold throws an error with both values, whose place is that of the claim.

import { inspect, isDeepStrictEqual } from 'node:util';

const unawaited = new Set();

/** A claim about a promise that nobody waited for; none is left afterwards. */
export function takeUnawaited() {
  const [first] = unawaited;
  unawaited.clear();
  return first;
}

export class ClaimError extends Error {
  constructor(message, values, origin) {
    super(message);
    this.name = 'ClaimError';
    Object.assign(this, values);
    Error.captureStackTrace(this, origin);
  }
}

const show = (value) => inspect(value, { depth: 4, breakLength: 100, maxArrayLength: 20, maxStringLength: 400 });

/** Whether a value has all that a pattern has. */
const matches = (value, pattern) => {
  if (typeof pattern !== 'object' || pattern === null || pattern instanceof Date) return isDeepStrictEqual(value, pattern);
  if (pattern instanceof RegExp) return typeof value === 'string' && pattern.test(value);
  if (Array.isArray(pattern)) return Array.isArray(value) && value.length === pattern.length && pattern.every((entry, i) => matches(value[i], entry));
  return typeof value === 'object' && value !== null && Object.entries(pattern).every(([key, entry]) => matches(value[key], entry));
};

/** The part of a value that a pattern speaks of. */
const picked = (value, pattern) => {
  if (typeof pattern !== 'object' || pattern === null || pattern instanceof Date || pattern instanceof RegExp) return value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(pattern)) return Array.isArray(value) ? value.map((entry, i) => (i < pattern.length ? picked(entry, pattern[i]) : entry)) : value;
  return Object.fromEntries(Object.keys(pattern).filter((key) => key in value).map((key) => [key, picked(value[key], pattern[key])]));
};

const isScalar = (value) => typeof value !== 'object' || value === null;

// Each claim: whether it holds, and what it says; a third member is the value to compare with, line by line, a fourth the part of the actual one that it is compared with.
const claims = {
  toBe: (actual, expected) => [Object.is(actual, expected), `to be ${show(expected)}`, expected, actual],
  toEqual: (actual, expected) => [isDeepStrictEqual(actual, expected), isScalar(expected) ? `to equal ${show(expected)}` : 'to equal another', expected, actual],
  toMatchObject: (actual, expected) => [matches(actual, expected), 'to have what the pattern has', expected, picked(actual, expected)],
  toMatch: (actual, pattern) => [typeof actual === 'string' && (pattern instanceof RegExp ? pattern.test(actual) : actual.includes(pattern)), `to match ${show(pattern)}`],
  toContain: (actual, entry) => [typeof actual === 'string' ? actual.includes(entry) : [...(actual ?? [])].some((own) => isDeepStrictEqual(own, entry)), `to contain ${show(entry)}`],
  toHaveLength: (actual, length) => [actual?.length === length, `to have length ${length}`],
  toBeNull: (actual) => [actual === null, 'to be null'],
  toBeTruthy: (actual) => [Boolean(actual), 'to be truthy'],
  toBeFalsy: (actual) => [!actual, 'to be falsy'],
  toBeGreaterThan: (actual, bound) => [actual > bound, `to be greater than ${show(bound)}`],
  toBeLessThan: (actual, bound) => [actual < bound, `to be less than ${show(bound)}`],
  toBeCloseTo: (actual, expected, digits = 2) => [Math.abs(actual - expected) < 10 ** -digits / 2, `to be ${show(expected)}, to ${digits} digits`],
};

const asserting = (actual, isNegated) => {
  const made = {};
  for (const [name, claim] of Object.entries(claims)) {
    made[name] = (...args) => {
      const [holds, said, ...compared] = claim(actual, ...args);
      if (holds !== isNegated) return;
      const values = compared.length > 0 && !isNegated ? { expected: compared[0], actual: compared[1] } : {};
      const subject = compared.length > 0 && !isScalar(actual) ? 'the value' : show(actual);
      throw new ClaimError(`Expected ${subject} ${isNegated ? 'not ' : ''}${said}.`, values, made[name]);
    };
  }
  made.toBeRefused = (wanted = {}) => refused(actual, wanted, isNegated, made.toBeRefused);
  made.toThrow = (pattern) => thrown(actual, pattern, isNegated, made.toThrow);
  return made;
};

export const expect = (actual) => ({ ...asserting(actual, false), not: asserting(actual, true) });

function awaited(origin, claim) {
  const pending = new ClaimError('A claim about a promise was not awaited: write "await expect(…)".', {}, origin);
  unawaited.add(pending);
  const held = claim();
  return {
    then(resolve, reject) {
      unawaited.delete(pending);
      return held.then(resolve, reject);
    },
  };
}

// A write that the platform refuses: { code, field, message } name the problem that must be among those it gives.
function refused(promise, wanted, isNegated, origin) {
  const failed = (message, values = {}) => new ClaimError(message, values, origin);
  const none = failed('Expected the call to be refused, but it was carried out.');
  const shown = failed('');
  return awaited(origin, async () => {
    let error;
    try {
      await promise;
    } catch (caught) {
      error = caught;
    }
    if (isNegated) {
      if (error) throw Object.assign(shown, { message: `Expected the call not to be refused: ${error.message}` });
      return;
    }
    if (!error) throw none;
    if (error.name !== 'PlatformError') throw error;
    const problems = error.problems.length > 0 ? error.problems : [{ code: error.code, message: error.message, field: null }];
    if (problems.some((problem) => matches(problem, wanted))) return;
    const told = problems.map(({ code, field, message }) => ({ code, field, message }));
    throw Object.assign(shown, { message: 'Expected the call to be refused otherwise.', expected: wanted, actual: told.length === 1 ? told[0] : told });
  });
}

function thrown(value, pattern, isNegated, origin) {
  const judge = (error, happened) => {
    const holds = happened && (pattern === undefined || (pattern instanceof RegExp ? pattern.test(String(error?.message)) : String(error?.message).includes(pattern)));
    if (holds !== isNegated) return;
    const said = happened ? `it threw ${show(error?.message ?? error)}` : 'nothing was thrown';
    throw new ClaimError(`Expected ${isNegated ? 'no ' : 'an '}error${pattern === undefined ? '' : ` with ${show(pattern)}`}, but ${said}.`, {}, origin);
  };
  if (typeof value !== 'function') {
    return awaited(origin, () => Promise.resolve(value).then(() => judge(undefined, false), (error) => judge(error, true)));
  }
  try {
    value();
  } catch (error) {
    return judge(error, true);
  }
  return judge(undefined, false);
}
