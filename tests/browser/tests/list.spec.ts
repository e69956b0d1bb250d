import { createAccount, expect, graphql, test, url } from './app';

test('A list shows the view’s columns and its total, and pages through them', async ({ app }) => {
  await app.goto(`${url()}/Opportunity`);
  const table = app.getByRole('table', { name: 'Opportunities' });
  await expect(table.getByRole('columnheader', { name: 'Stage' })).toBeVisible();
  await expect(table.locator('tbody tr')).toHaveCount(25);
  const { opportunities } = await graphql(app.request, '{ opportunities(first: 1) { totalCount } }', {}) as unknown as { opportunities: { totalCount: number } };
  expect(opportunities.totalCount).toBeGreaterThanOrEqual(1000);
  await expect(app.getByText(`${opportunities.totalCount} records`)).toBeVisible();
  const first = await table.locator('tbody tr').first().textContent();
  await app.getByRole('button', { name: 'Go to next page' }).click();
  await expect(app).toHaveURL(/page=2/);
  await expect(table.locator('tbody tr').first()).not.toHaveText(first ?? '');
});

test('A click on a heading sorts, and the address keeps it', async ({ app }) => {
  await app.goto(`${url()}/Account`);
  await app.getByRole('table').getByRole('button', { name: 'Account Name' }).click();
  await expect(app).toHaveURL(/sort=name/);
  await expect(app.getByRole('columnheader', { name: 'Account Name' })).toHaveAttribute('aria-sort', /ascending|descending/);
});

test('A filter of several conditions narrows the list, stays in the address, and can be taken away', async ({ app }) => {
  const name = `Filter me ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  await createAccount(app.request, name);
  await app.getByRole('button', { name: 'Filter' }).click();
  const drawer = app.getByRole('dialog').or(app.locator('.MuiDrawer-paper')).last();
  await drawer.getByRole('button', { name: 'Add condition' }).click();
  await drawer.getByLabel('Value').fill(name);
  await drawer.getByRole('button', { name: 'Apply' }).click();
  await expect(app.getByText('1 record', { exact: true })).toBeVisible();
  await app.reload();
  await expect(app.getByText('1 record', { exact: true })).toBeVisible();
  await expect(app.getByRole('link', { name })).toBeVisible();
  await app.getByRole('button', { name: `contains ${name}` }).press('Delete');
  await expect(app.getByText('1 record', { exact: true })).toBeHidden();
});

test('A search that finds nothing says so, and offers the way back', async ({ app }) => {
  await app.goto(`${url()}/Contact`);
  await app.getByRole('searchbox', { name: 'Search in this list' }).fill('nobody is called like this');
  await expect(app.getByText('Nothing matches')).toBeVisible();
  await app.getByRole('button', { name: 'Clear search and filter' }).click();
  await expect(app.getByRole('table')).toBeVisible();
});

test('Chosen rows go to the recycle bin and come back from there', async ({ app }) => {
  const name = `Throw away ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  await createAccount(app.request, name);
  await app.getByRole('searchbox', { name: 'Search in this list' }).fill(name);
  await app.getByRole('checkbox', { name: `Select this row: ${name}` }).check();
  await app.getByRole('button', { name: 'Move to recycle bin' }).click();
  await expect(app.getByText('Nothing matches')).toBeVisible();
  await app.getByRole('link', { name: 'Recycle bin' }).click();
  await app.getByRole('main').getByRole('link', { name: /Accounts/ }).click();
  await app.getByRole('checkbox', { name: `Select this row: ${name}` }).check();
  await app.getByRole('button', { name: 'Restore' }).click();
  await expect(app.getByRole('link', { name })).toBeHidden();
});
