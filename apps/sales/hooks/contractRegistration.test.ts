import { activate, admin, clock, expect, http, secrets, settle, test } from 'platform:test';

const erp = 'https://erp.example.com/contracts';

test('a contract that comes into force is told to the ERP once, with its key and signature', async () => {
  await secrets.set('erpToken', 'token-1');
  await secrets.set('erpSignature', 'signature-1');
  await activate('contractRegistration');
  await http.when({ method: 'POST', url: erp }).reply({ status: 201 });
  const account = await admin.create('Account', { name: 'Told' });
  const contract = await admin.create('Contract', { name: 'Supply 2026', account: account.id, amount: 5 });
  await settle();
  expect(await http.calls()).toHaveLength(0);
  await admin.update('Contract', contract.id, { status: 'active' });
  await settle();
  await admin.update('Contract', contract.id, { description: 'Nothing that the ERP wants to hear of' });
  await settle();
  const calls = await http.calls();
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ method: 'POST', url: erp, headers: { authorization: 'Bearer token-1' } });
  expect(JSON.parse(calls[0].body)).toMatchObject({ contracts: [{ id: contract.id, name: 'Supply 2026', amount: 5 }] });
  expect(calls[0].headers['x-signature']).toHaveLength(64);
});

test('an ERP that does not answer is told again later, under the same key', async () => {
  await http.reset();
  await http.when(erp).reply({ status: 201 });
  await http.when({ url: erp, times: 1 }).reply({ status: 503 });
  const account = await admin.create('Account', { name: 'Told again' });
  await admin.create('Contract', { name: 'Service 2026', account: account.id, amount: 7, status: 'active' });
  await settle();
  expect(await http.calls()).toHaveLength(1);
  await clock.advance({ minutes: 10 });
  await settle();
  const calls = await http.calls();
  expect(calls).toHaveLength(2);
  expect(calls[1].headers['idempotency-key']).toBe(calls[0].headers['idempotency-key']);
});
