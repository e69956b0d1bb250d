import { entryFor, money } from './shared/prices';

type Line = HookContext<'QuoteLine'>['records'][number];

/** The server prices every line from the price book of its quote: what a browser or an import sends for the list price is a wish. */
export default async function price({ records, changed, old, error, t, db }: HookContext<'QuoteLine'>): Promise<void> {
  const priced = records.filter((line) => changed(line, 'product', 'quantity', 'listPrice', 'discountRate', 'unitPrice'));
  const bookOf = new Map((await quotes()).map((quote) => [quote.id, quote.priceBook]));
  const entries = await bookEntries([...new Set(bookOf.values())].filter((book) => book !== null));
  for (const line of priced) {
    const entry = entryFor(entries, bookOf.get(line.quote ?? ''), line.product, Number(line.quantity ?? 0));
    if (entry === undefined) continue;
    apply(line, Number(entry.listPrice));
    if (entry.floorPrice !== null && Number(line.unitPrice) < Number(entry.floorPrice)) error(line, 'unitPrice', t('belowFloor'));
  }

  async function quotes() {
    const ids = [...new Set(priced.map((line) => line.quote))];
    return ids.length === 0 ? [] : db.query('Quote', { filter: { id: { in: ids } }, fields: ['priceBook'], first: 1000 });
  }

  async function bookEntries(books: readonly string[]) {
    const products = [...new Set(priced.map((line) => line.product))];
    if (books.length === 0) return [];
    const filter = { priceBook: { id: { in: books } }, product: { id: { in: products } }, active: { eq: true } };
    return db.query('PriceBookEntry', { filter, fields: ['priceBook', 'product', 'listPrice', 'floorPrice', 'minQuantity'], first: 1000 });
  }

  // The discount decides the unit price, unless the unit price was set by hand: then it decides the discount. What neither touches stays to the cent,
  // because a rounded discount does not give the same price again.
  function apply(line: Line, listPrice: number): void {
    const before = old(line);
    const byHand = before === null ? Number(line.unitPrice) !== discounted(line) : changed(line, 'unitPrice') && !changed(line, 'discountRate');
    line.listPrice = listPrice;
    if (byHand) line.discountRate = listPrice > 0 ? Math.max(0, 1 - Number(line.unitPrice) / listPrice) : null;
    else if (before === null || changed(line, 'product', 'listPrice', 'discountRate')) line.unitPrice = discounted(line);
  }
}

function discounted(line: Line): number {
  return money(Number(line.listPrice ?? 0) * (1 - Number(line.discountRate ?? 0)));
}
