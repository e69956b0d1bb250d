import { createAccount, expect, test, url } from './app';

test('A list’s columns, filter and order are kept as a view of one’s own, changed, renamed and removed', async ({ app }) => {
  test.slow();
  const name = `Mine ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  await createAccount(app.request, name);
  await app.getByRole('button', { name: 'View', exact: true }).click();
  await app.getByRole('menuitem', { name: 'Choose columns' }).click();
  const columns = app.getByRole('dialog', { name: 'Columns' });
  await columns.getByRole('listitem').nth(1).getByRole('button', { name: /Remove/ }).click();
  await columns.getByRole('combobox', { name: 'Add column' }).fill('Short Name');
  await app.getByRole('option', { name: 'Short Name' }).first().click();
  await columns.getByRole('button', { name: 'Apply' }).click();
  const table = app.getByRole('table');
  await expect(table.getByRole('columnheader', { name: 'Short Name' })).toBeVisible();

  await app.getByRole('button', { name: 'View', exact: true }).click();
  await app.getByRole('menuitem', { name: 'Save as my view' }).click();
  await app.getByRole('textbox', { name: 'Name' }).fill(name);
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');

  await app.getByRole('tab', { name: 'All Accounts' }).click();
  await expect(table.getByRole('columnheader', { name: 'Short Name' })).toBeHidden();
  await app.getByRole('tab', { name }).click();
  await expect(table.getByRole('columnheader', { name: 'Short Name' })).toBeVisible();

  await table.getByRole('button', { name: 'Account Name' }).click();
  await app.getByRole('button', { name: 'View', exact: true }).click();
  await app.getByRole('menuitem', { name: `Save changes to “${name}”` }).click();
  await expect(app.getByText('View saved.').last()).toBeVisible();
  await app.reload();
  await app.getByRole('tab', { name: 'All Accounts' }).click();
  await app.getByRole('tab', { name }).click();
  await expect(app).toHaveURL(/sort=name/);

  await app.getByRole('button', { name: 'View', exact: true }).click();
  await app.getByRole('menuitem', { name: 'Remove my view' }).click();
  await expect(app.getByRole('tab', { name })).toBeHidden();
});

test('“Me” in a condition is whoever looks', async ({ app }) => {
  const name = `Owned ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  await createAccount(app.request, name);
  await app.getByRole('button', { name: 'Filter' }).click();
  await app.getByRole('button', { name: 'Add condition' }).click();
  await app.getByRole('combobox', { name: 'Field' }).fill('Owner');
  await app.getByRole('option', { name: 'Owner', exact: true }).click();
  await app.getByRole('combobox', { name: 'Value' }).click();
  await app.getByRole('option', { name: 'Me', exact: true }).click();
  await app.getByRole('button', { name: 'Apply' }).click();
  await app.getByRole('searchbox', { name: 'Search in this list' }).fill(name);
  await expect(app.getByText('1 record', { exact: true })).toBeVisible();
  await expect(app.getByRole('button', { name: 'Owner is any of Me' })).toBeVisible();
});
