import { admin, as, expect, test } from 'platform:test';

const seller = as('salesRep');
let quotes = 0;

async function quoteFor(prices: { listPrice: number; floorPrice: number; minQuantity: number }[]) {
  const number = ++quotes;
  const book = await admin.create('PriceBook', { name: `Book ${number}`, active: true });
  const product = await admin.create('Product', { name: 'Pump', code: `P${number}`, unit: 'piece', listPrice: 120, taxRate: 0.13, active: true });
  for (const price of prices) await admin.create('PriceBookEntry', { priceBook: book.id, product: product.id, active: true, ...price });
  const account = await seller.create('Account', { name: `Acme ${number}` });
  const quote = await seller.create('Quote', { name: `Quote ${number}`, account: account.id, priceBook: book.id });
  return (values: object) => seller.create('QuoteLine', { name: 'Line', quote: quote.id, product: product.id, position: 1, ...values });
}

const tiers = [
  { listPrice: 100, floorPrice: 70, minQuantity: 0 },
  { listPrice: 90, floorPrice: 60, minQuantity: 10 },
];

test('a line is priced from the book by its quantity', async () => {
  const addLine = await quoteFor(tiers);
  const line = await addLine({ quantity: 10, discountRate: 0.1 });
  expect(line).toMatchObject({ listPrice: 90, unitPrice: 81 });
  expect(await seller.update('QuoteLine', line.id, { quantity: 2 })).toMatchObject({ listPrice: 100, unitPrice: 90 });
});

test('what a client sends for the list price is a wish', async () => {
  const addLine = await quoteFor(tiers);
  expect(await addLine({ quantity: 1, listPrice: 1 })).toMatchObject({ listPrice: 100, unitPrice: 100 });
});

test('a price set by hand gives the discount, and none lies below the floor', async () => {
  const addLine = await quoteFor(tiers);
  const line = await addLine({ quantity: 1, unitPrice: 75 });
  expect(line).toMatchObject({ unitPrice: 75, discountRate: 0.25 });
  await expect(seller.update('QuoteLine', line.id, { unitPrice: 69.99 })).toBeRefused({ field: 'unitPrice', message: /floor price/ });
  expect(await seller.get('QuoteLine', line.id)).toMatchObject({ unitPrice: 75 });
});
