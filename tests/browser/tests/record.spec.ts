import { createAccount, expect, graphql, test, url } from './app';

test('A form that lacks values says which, and leads to them', async ({ app }) => {
  await app.goto(`${url()}/Account/create`);
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  const summary = app.getByRole('alert');
  await expect(summary).toContainText('Account Name');
  await summary.getByRole('button', { name: 'Account Name' }).click();
  await expect(app.getByLabel('Account Name')).toBeFocused();
});

test('A record is created, shown, edited, and remembers its changes', async ({ app }) => {
  const name = `光启 ${Date.now()}`;
  await app.goto(`${url()}/Account/create`);
  await app.getByLabel('Account Name').fill(name);
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('heading', { name })).toBeVisible();
  await app.getByRole('link', { name: 'Edit' }).click();
  await app.getByLabel('Short Name').fill('GQ');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('heading', { name })).toBeVisible();
  await expect(app.getByText('GQ', { exact: true })).toBeVisible();
  await app.getByRole('tab', { name: 'History' }).click();
  await expect(app.getByText('created the record')).toBeVisible();
  await expect(app.getByText('GQ', { exact: true })).toBeVisible();
});

test('A lookup is found by typing', async ({ app }) => {
  const name = `Lookup ${Date.now()}`;
  await app.goto(`${url()}/Contact/create`);
  await createAccount(app.request, name);
  await app.getByRole('combobox', { name: 'Account' }).fill(name);
  await app.getByRole('option', { name }).click();
  await expect(app.getByRole('combobox', { name: 'Account' })).toHaveValue(name);
});

test('A page with unsaved changes is not left without asking', async ({ app }) => {
  await app.goto(`${url()}/Account/create`);
  await app.getByLabel('Account Name').fill('Unsaved');
  await app.getByRole('link', { name: 'Contacts' }).click();
  await expect(app.getByRole('dialog')).toContainText('Leave without saving?');
  await app.getByRole('button', { name: 'Stay' }).click();
  await expect(app.getByLabel('Account Name')).toHaveValue('Unsaved');
});

test('Two who edit one record at once choose field by field', async ({ app }) => {
  const name = `Disputed ${Date.now()}`;
  await app.goto(`${url()}/Account`);
  const id = await createAccount(app.request, name);
  await app.goto(`${url()}/Account/${id}`);
  await app.getByLabel('Short Name').fill('mine');
  await graphql(app.request, 'mutation($id: ID!) { updateAccount(id: $id, input: { shortName: "theirs", phone: "021-1234" }) { record { id } } }', { id });
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = app.getByRole('dialog');
  await expect(dialog).toContainText('Someone else changed this record');
  await expect(dialog).toContainText('theirs');
  await expect(dialog).toContainText('021-1234');
  await dialog.getByRole('radio', { name: 'mine' }).check();
  await dialog.getByRole('button', { name: 'Save the choice' }).click();
  await expect(app.getByRole('heading', { name })).toBeVisible();
  await expect(app.getByText('mine', { exact: true })).toBeVisible();
  await expect(app.getByRole('link', { name: '021-1234' }).first()).toBeVisible();
});

test('The language changes at once, labels and all, and stays', async ({ app }) => {
  await app.goto(`${url()}/Opportunity`);
  await app.getByRole('button', { name: 'Language' }).click();
  await app.getByRole('menuitem', { name: '简体中文' }).click();
  await expect(app.getByRole('heading', { name: '商机' })).toBeVisible();
  await expect(app.getByRole('columnheader', { name: '销售阶段' })).toBeVisible();
  await app.reload();
  await expect(app.getByRole('link', { name: '新建商机' })).toBeVisible();
});

test('The page can be dark, and stays so', async ({ app }) => {
  await app.goto(`${url()}/Account`);
  await app.getByRole('button', { name: 'Light or dark' }).click();
  await expect(app.locator('body')).toHaveCSS('background-color', 'rgb(18, 22, 28)');
  await app.reload();
  await expect(app.getByRole('table')).toBeVisible();
  await expect(app.locator('body')).toHaveCSS('background-color', 'rgb(18, 22, 28)');
});

test('A phone shows cards and a form without sideways scrolling', async ({ app }) => {
  await app.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/Opportunity', '/Account/create', '/studio']) {
    await app.goto(`${url()}${path}`);
    await expect(app.getByRole('main').getByRole('heading').first()).toBeVisible();
    expect(await app.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  await app.goto(`${url()}/Opportunity`);
  await app.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await expect(app.getByRole('tab', { name: 'Details' })).toBeVisible();
});
