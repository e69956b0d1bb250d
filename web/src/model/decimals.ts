/** Decimal text of the API: digits with an optional sign and fraction, no exponent. */
const decimalText = /^-?\d+(\.\d+)?$/;

export function isDecimal(value: string): boolean {
  return decimalText.test(value);
}

/**
 * Moves the decimal point without leaving the exact text: `shift('0.125', 2)` is `12.5`, `shift('12.5', -2)` is `0.125`.
 * Trailing zeros of the fraction and leading zeros fall away.
 */
export function shiftDecimal(value: string, places: number): string {
  if (!isDecimal(value)) return value;
  const negative = value.startsWith('-');
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.', 2);
  let digits = whole + fraction;
  let point = whole.length + places;
  if (point < 1) {
    digits = '0'.repeat(1 - point) + digits;
    point = 1;
  }
  if (point > digits.length) digits = digits.padEnd(point, '0');
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = digits.slice(point).replace(/0+$/, '');
  const text = right === '' ? left : `${left}.${right}`;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * Reads what a person typed as a number: spaces and the locale's group separators are allowed, full-width digits too.
 * Undefined when it is not a number.
 */
export function parseTyped(typed: string, locale: string): string | undefined {
  const { group, decimal } = separators(locale);
  const plain = typed.normalize('NFKC').replace(/[\s\u00a0\u202f]/g, '').replaceAll(group, '').replace(decimal, '.').replace(/^\+/, '')
    .replace(/^−/, '-');
  const completed = plain.replace(/^(-?)\./, '$10.').replace(/\.$/, '');
  if (!isDecimal(completed)) return undefined;
  return shiftDecimal(completed, 0);
}

function separators(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const of = (type: string, fallback: string): string => parts.find((p) => p.type === type)?.value ?? fallback;
  return { group: of('group', ','), decimal: of('decimal', '.') };
}

/** Number of digits after the point. */
export function fractionDigits(value: string): number {
  return value.split('.', 2)[1]?.length ?? 0;
}

/** Compares two decimal texts exactly: negative, zero or positive. */
export function compareDecimals(left: string, right: string): number {
  const scale = Math.max(fractionDigits(left), fractionDigits(right));
  const difference = BigInt(shiftDecimal(left, scale)) - BigInt(shiftDecimal(right, scale));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
