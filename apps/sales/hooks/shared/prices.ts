/** An entry of a price book: the price of a product from a quantity on. */
export interface PriceEntry {
  readonly priceBook: string | null;
  readonly product: string | null;
  readonly listPrice: number | null;
  readonly floorPrice: number | null;
  readonly minQuantity: number | null;
}

/** The entry that applies to a quantity: of those that it reaches, the one that begins highest. */
export function entryFor(entries: readonly PriceEntry[], priceBook: string | null | undefined, product: string | null, quantity: number): PriceEntry | undefined {
  return entries
    .filter((entry) => entry.priceBook === priceBook && entry.product === product && Number(entry.minQuantity ?? 0) <= quantity)
    .sort((a, b) => Number(b.minQuantity ?? 0) - Number(a.minQuantity ?? 0))[0];
}

/** Rounded to cents, halves away from zero: what arithmetic leaves in the last digits goes first. */
export function money(amount: number): number {
  const exact = Number(amount.toPrecision(15));
  return (Math.sign(exact) * Math.round(Number(`${Math.abs(exact)}e2`))) / 100;
}
