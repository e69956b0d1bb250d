import { fractionDigits, isDecimal, shiftDecimal } from './decimals';

/** An amount in a currency; amounts of different currencies are never added up. */
export interface Money {
  readonly currency: string;
  /** Decimal text. */
  readonly amount: string;
}

export function addDecimals(left: string, right: string): string {
  const scale = Math.max(fractionDigits(left), fractionDigits(right));
  return shiftDecimal(String(BigInt(shiftDecimal(left, scale)) + BigInt(shiftDecimal(right, scale))), -scale);
}

export function multiplyDecimals(left: string, right: string): string {
  const a = fractionDigits(left), b = fractionDigits(right);
  return shiftDecimal(String(BigInt(shiftDecimal(left, a)) * BigInt(shiftDecimal(right, b))), -(a + b));
}

/** One amount for each currency, the currencies in the order in which they come. */
export function sumByCurrency(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, string>();
  for (const { currency, amount } of amounts) {
    if (isDecimal(amount)) sums.set(currency, addDecimals(sums.get(currency) ?? '0', amount));
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** The amounts times a share, such as the probability of winning. */
export function weighted(amounts: readonly Money[], share: string | undefined): readonly Money[] {
  return share === undefined || !isDecimal(share) ? [] : amounts.map(({ currency, amount }) => ({ currency, amount: multiplyDecimals(amount, share) }));
}
