import { admin, expect, test } from 'platform:test';

test('amendments are numbered after their main contract, in one batch too', async () => {
  const account = await admin.create('Account', { name: 'Amended' });
  const main = await admin.create('Contract', { name: 'Supply 2026', account: account.id, amount: 5 });
  const amendment = { name: 'to be numbered', account: account.id, amount: 1, type: 'amendment', parent: main.id };
  const first = await admin.create('Contract', amendment);
  expect(first.name).toBe('Supply 2026 – A1');
  const more = await admin.create('Contract', [amendment, amendment]);
  expect(more.map((contract) => contract.name)).toEqual(['Supply 2026 – A2', 'Supply 2026 – A3']);
});

test('an amendment without a main contract is refused', async () => {
  const account = await admin.create('Account', { name: 'Alone' });
  await expect(admin.create('Contract', { name: 'x', account: account.id, amount: 1, type: 'amendment' })).toBeRefused({ field: 'parent', message: 'An amendment belongs to a main contract.' });
});
