import { entryFor, money, type PriceEntry } from './shared/prices';

type Line = HookContext<'QuoteLine'>['records'][number];

/** The server prices every line: what a browser or an import sends for list price and amounts is a wish. */
export default async function price({ records, changed, old, error, t, db }: HookContext<'QuoteLine'>): Promise<void> {
  const priced = records.filter((line) => changed(line, 'product', 'quantity', 'discountRate', 'unitPrice', 'listPrice', 'taxRate', 'amount', 'taxAmount'));
  if (priced.length === 0) return;
  const quotes = new Map((await readAll('Quote', priced.map((line) => line.quote), ['priceBook'])).map((quote) => [quote.id, quote]));
  const products = new Map((await readAll('Product', priced.map((line) => line.product), ['listPrice', 'cost', 'taxRate'])).map((product) => [product.id, product]));
  const books = [...new Set([...quotes.values()].map((quote) => quote.priceBook).filter(Boolean))];
  const entries: PriceEntry[] =
    books.length === 0
      ? []
      : await db.query('PriceBookEntry', {
          filter: { priceBook: { id: { in: books } }, product: { id: { in: [...products.keys()] } }, active: { eq: true } },
          fields: ['priceBook', 'product', 'listPrice', 'floorPrice', 'minQuantity'],
          first: 1000,
        });
  for (const line of priced) {
    const entry = entryFor(entries, quotes.get(line.quote)?.priceBook, line.product, Number(line.quantity ?? 0));
    apply(line, entry, products.get(line.product));
    if (entry?.floorPrice != null && Number(line.unitPrice) < Number(entry.floorPrice)) error(line, 'unitPrice', t('belowFloor'));
  }

  async function readAll(object: 'Quote' | 'Product', ids: readonly unknown[], fields: string[]): Promise<any[]> {
    const wanted = [...new Set(ids.filter(Boolean))];
    return wanted.length === 0 ? [] : db.query(object, { filter: { id: { in: wanted } }, fields, first: 1000 });
  }

  // The list price is the book's, else the product's. A discount decides the unit price, unless the unit price itself was changed: then it decides the discount.
  // What neither touches stays to the cent, because a rounded discount does not give the same price again.
  function apply(line: Line, entry: PriceEntry | undefined, product: { listPrice?: number; cost?: number; taxRate?: number } | undefined): void {
    const listPrice = entry?.listPrice ?? product?.listPrice ?? line.listPrice;
    if (listPrice != null) line.listPrice = listPrice;
    const before = old(line);
    const setByHand = line.unitPrice != null && (before === null ? line.discountRate == null : changed(line, 'unitPrice') && !changed(line, 'discountRate'));
    if (setByHand) line.discountRate = Number(line.listPrice) > 0 ? Math.max(0, 1 - Number(line.unitPrice) / Number(line.listPrice)) : null;
    else if (line.listPrice != null && (before === null || changed(line, 'discountRate', 'listPrice', 'product'))) line.unitPrice = money(Number(line.listPrice) * (1 - Number(line.discountRate ?? 0)));
    if (line.taxRate == null && product?.taxRate != null) line.taxRate = product.taxRate;
    if (line.unitCost == null && product?.cost != null) line.unitCost = product.cost;
    line.amount = money(Number(line.unitPrice ?? 0) * Number(line.quantity ?? 0));
    line.taxAmount = money(line.amount * Number(line.taxRate ?? 0));
  }
}
