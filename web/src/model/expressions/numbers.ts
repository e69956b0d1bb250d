/** Decimals are bigints of 10^-20, magnitudes below 10^18; whole numbers have 64 bits. What leaves the range is null. */
const scale = 20;
const one = 10n ** 20n;
const limit = 10n ** 38n;
const leastInt = -(2n ** 63n), greatestInt = 2n ** 63n - 1n;

const plainForm = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/;
const apiForm = /^([+-]?)(\d+)(?:\.(\d+))?$/;

export function decimalInRange(units: bigint): bigint | null {
  return units < limit && units > -limit ? units : null;
}

export function intInRange(value: bigint): bigint | null {
  return value >= leastInt && value <= greatestInt ? value : null;
}

/** Reads digits with a sign and fraction; `anyLength` for numbers of the API, which may be longer than texts that are converted. */
export function parseDecimal(text: string, anyLength = false): bigint | null {
  const match = (anyLength ? apiForm : plainForm).exec(text);
  if (match === null) return null;
  const [, sign = '', digits = '0', fraction = ''] = match;
  const magnitude = fraction.length <= scale
    ? BigInt(digits + fraction.padEnd(scale, '0'))
    : divideRounding(BigInt(digits + fraction), 10n ** BigInt(fraction.length - scale));
  return decimalInRange(sign === '-' ? -magnitude : magnitude);
}

export function parseInt64(text: string): bigint | null {
  return /^[+-]?\d{1,19}$/.test(text) ? intInRange(BigInt(text.replace('+', ''))) : null;
}

/** Digits without needless zeros. */
export function decimalText(units: bigint): string {
  const digits = abs(units).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  const whole = digits.slice(0, -scale);
  const sign = units < 0n ? '-' : '';
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

export const fromInt = (value: bigint): bigint | null => decimalInRange(value * one);
export const toInt = (units: bigint): bigint => units / one;
export const multiply = (a: bigint, b: bigint): bigint | null => decimalInRange(divideRounding(a * b, one));
export const divide = (a: bigint, b: bigint): bigint | null => (b === 0n ? null : decimalInRange(divideRounding(a * one, b)));
export const abs = (value: bigint): bigint => (value < 0n ? -value : value);
export const sign = (value: bigint): bigint => (value < 0n ? -1n : value > 0n ? 1n : 0n);
export const decimalSign = (units: bigint): bigint => sign(units) * one;
export const truncate = (units: bigint): bigint => (units / one) * one;

export function floor(units: bigint): bigint | null {
  const whole = truncate(units);
  return decimalInRange(whole > units ? whole - one : whole);
}

export function ceiling(units: bigint): bigint | null {
  const whole = truncate(units);
  return decimalInRange(whole < units ? whole + one : whole);
}

/** Rounded to so many digits after the point, halves away from zero. */
export function round(units: bigint, digits: bigint): bigint | null {
  if (digits >= BigInt(scale)) return units;
  const step = 10n ** (BigInt(scale) - (digits < -100n ? -100n : digits));
  return decimalInRange(divideRounding(units, step) * step);
}

function divideRounding(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor, rest = value % divisor;
  return abs(rest) * 2n >= abs(divisor) ? quotient + sign(value) * sign(divisor) : quotient;
}
