import type { Page } from '@playwright/test';
import { createAccount, expect, graphql, test, url } from './app';

/** Sets up accounts whose names begin alike, and opens the list narrowed to them. */
async function listOf(app: Page, prefix: string, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await createAccount(app.request, `${prefix} ${i}`));
  const filter = { where: { match: 'all', items: [{ path: 'name', op: 'startsWith', value: prefix }] } };
  await app.goto(`${url()}/Account?filter=${encodeURIComponent(JSON.stringify(filter))}&sort=name&order=ASC&perPage=25`);
  await expect(app.getByText(`${count} records`)).toBeVisible();
  return ids;
}

test('A wide list scrolls inside its frame, with the name in place; the page does not', async ({ app }) => {
  await app.setViewportSize({ width: 1360, height: 850 });
  await app.goto(`${url()}/Opportunity`);
  const frame = app.getByRole('region', { name: 'Opportunities' });
  const name = frame.locator('tbody tr').first().getByRole('link').first();
  const before = await name.boundingBox();
  await frame.evaluate((element) => { element.scrollLeft = 10_000; });
  await expect(frame.getByRole('columnheader', { name: 'Owner' })).toBeInViewport();
  expect((await name.boundingBox())?.x).toBe(before?.x);
  expect(await app.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test('From a record the list goes on: to the next and the previous record, over the edge of a page, and back', async ({ app }) => {
  const prefix = `Walk ${Date.now()}`;
  await listOf(app, prefix, 26);
  await app.locator('tbody tr').nth(24).getByRole('link').first().click();
  await expect(app.getByText('25 of 26')).toBeVisible();
  const heading = app.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(prefix);
  const last = await heading.textContent();
  await app.getByRole('button', { name: 'Next record' }).click();
  await expect(app.getByText('26 of 26')).toBeVisible();
  await expect(heading).not.toHaveText(last ?? '');
  await expect(app.getByRole('button', { name: 'Next record' })).toBeDisabled();
  await app.keyboard.press('Alt+PageUp');
  await expect(heading).toHaveText(last ?? '');
  await app.getByRole('link', { name: 'Back to the list' }).click();
  await expect(app.getByText('26 records')).toBeVisible();
});

test('Many records are given one value at once', async ({ app }) => {
  const ids = await listOf(app, `Together ${Date.now()}`, 3);
  await app.getByRole('checkbox', { name: 'Select all' }).check();
  await app.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = app.getByRole('dialog', { name: 'Edit 3 records' });
  await dialog.getByRole('combobox', { name: 'Add a field to change' }).fill('Short Name');
  await app.getByRole('option', { name: 'Short Name' }).click();
  await dialog.getByRole('textbox', { name: 'Short Name' }).fill('TOG');
  await dialog.getByRole('button', { name: 'Change 3 records' }).click();
  await expect(app.getByText('3 records changed.')).toBeVisible();
  const { accounts } = await graphql(app.request, 'query($ids: [ID!]) { accounts(filter: { id: { in: $ids } }) { nodes { shortName } } }', { ids }) as unknown as
    { accounts: { nodes: { shortName: string }[] } };
  expect(accounts.nodes.map((n) => n.shortName)).toEqual(['TOG', 'TOG', 'TOG']);
});

test('Of many records those that are refused are named with the reason, and stay chosen', async ({ app }) => {
  const ids = await listOf(app, `Partly ${Date.now()}`, 2);
  await app.getByRole('checkbox', { name: 'Select all' }).check();
  await graphql(app.request, 'mutation($id: ID!) { deleteAccount(id: $id) { record { id } } }', { id: ids[0] });
  await app.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = app.getByRole('dialog', { name: 'Edit 2 records' });
  await dialog.getByRole('combobox', { name: 'Add a field to change' }).fill('Short Name');
  await app.getByRole('option', { name: 'Short Name' }).click();
  await dialog.getByRole('textbox', { name: 'Short Name' }).fill('PART');
  await dialog.getByRole('button', { name: 'Change 2 records' }).click();
  const refused = app.getByRole('dialog', { name: '1 record was refused' });
  await expect(refused).toContainText('1 done, 1 refused');
  await expect(refused).toContainText('NOT_FOUND');
});

test('A record in the recycle bin can be read and restored, and purged for good', async ({ app }) => {
  const name = `Binned ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  const id = await createAccount(app.request, name);
  await graphql(app.request, 'mutation($id: ID!) { deleteAccount(id: $id) { record { id } } }', { id });
  await app.goto(`${url()}/Account/${id}/show`);
  await expect(app.getByRole('alert')).toContainText('in the recycle bin since');
  await expect(app.getByRole('link', { name: 'Edit' })).toBeHidden();
  await app.getByRole('button', { name: 'Restore' }).click();
  await expect(app.getByRole('link', { name: 'Edit' })).toBeVisible();
  await app.getByRole('button', { name: 'Delete', exact: true }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(app.getByRole('table')).toBeVisible();
  await app.goto(`${url()}/Account/${id}/show`);
  await app.getByRole('button', { name: 'Delete for good' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(app.getByRole('table')).toBeVisible();
  await app.goto(`${url()}/Account/${id}/show`);
  await expect(app.getByText('This record does not exist, or you may not see it.')).toBeVisible();
});

test('A lookup to several objects is filtered by records of any of them', async ({ app }) => {
  const name = `Among ${Date.now()}`;
  await app.goto(`${url()}/Activity`);
  const account = await createAccount(app.request, name);
  await graphql(app.request, 'mutation($input: ActivityCreate!) { createActivity(input: $input) { record { id } } }', {
    input: { title: `About ${name}`, type: 'call', subject: { object: 'Account', id: account } },
  });
  await app.getByRole('button', { name: 'Filter' }).click();
  await app.getByRole('button', { name: 'Add condition' }).click();
  await app.getByRole('combobox', { name: 'Field' }).fill('Related To');
  await app.getByRole('option', { name: 'Related To', exact: true }).click();
  await app.getByRole('combobox', { name: 'Value' }).fill(name);
  await app.getByRole('option', { name }).click();
  await app.getByRole('button', { name: 'Apply' }).click();
  await expect(app.getByText('1 record', { exact: true })).toBeVisible();
  await expect(app.getByRole('link', { name: `About ${name}` })).toBeVisible();
  await expect(app.getByRole('button', { name: `Related To is any of ${name}` })).toBeVisible();
});
