import { createAccount, expect, graphql, test, url } from './app';

test('A record that may exist already is told before it is saved, and saved when it is another', async ({ app }) => {
  const name = `Zwillingswerk ${Date.now()}`;
  await app.goto(`${url()}/Account/create`);
  await createAccount(app.request, `${name} GmbH`);
  await app.getByLabel('Account Name').fill(name);
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  const told = app.getByRole('alert').filter({ hasText: 'may be the same' });
  await expect(told).toContainText(`${name} GmbH`);
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('heading', { name, exact: true })).toBeVisible();
});

test('Two records become one with the values chosen, and two again', async ({ app }) => {
  const prefix = `Merged ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  const keep = await createAccount(app.request, `${prefix} a`);
  const gone = await createAccount(app.request, `${prefix} b`);
  await graphql(app.request, 'mutation($id: ID!) { updateAccount(id: $id, input: {shortName: "BEE"}) { record { id } } }', { id: gone });
  await graphql(app.request, 'mutation($id: ID!) { createContact(input: {name: "Moves along", mobile: "13800001234", account: $id}) { record { id } } }', { id: gone });
  await app.goto(`${url()}/Account?filter=${encodeURIComponent(JSON.stringify({ where: { match: 'all', items: [{ path: 'name', op: 'startsWith', value: prefix }] } }))}&sort=name&order=ASC&perPage=25`);
  for (const name of [`${prefix} a`, `${prefix} b`]) await app.getByRole('row', { name: new RegExp(name) }).getByRole('checkbox').check();
  await app.getByRole('button', { name: 'Merge', exact: true }).click();
  const dialog = app.getByRole('dialog');
  await expect(dialog).toContainText('Contacts (1)');
  await dialog.getByRole('radio', { name: `Account Name: ${prefix} b` }).check();
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('Merged');
  const read = 'query($keep: ID!, $gone: ID!) { keep: account(id: $keep) { name shortName contacts { totalCount } } gone: account(id: $gone) { id } }';
  expect(await graphql(app.request, read, { keep, gone })).toEqual({ keep: { name: `${prefix} b`, shortName: 'BEE', contacts: { totalCount: 1 } }, gone: null });
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog).toContainText('undone');
  expect(await graphql(app.request, read, { keep, gone })).toEqual({ keep: { name: `${prefix} a`, shortName: null, contacts: { totalCount: 0 } }, gone: { id: gone } });
});
