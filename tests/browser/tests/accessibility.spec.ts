import type { Page } from '@playwright/test';
import { expect, test, url } from './app';
import { violations } from './processes';

const pages: readonly (readonly [name: string, path: string, ready: (page: Page) => Promise<void>])[] = [
  ['list', '/Opportunity', (page) => expect(page.getByRole('table').locator('tbody tr').first()).toBeVisible()],
  ['form', '/Account/create', (page) => expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible()],
  ['recycle bin', '/bin', (page) => expect(page.getByRole('heading', { name: 'Recycle bin' })).toBeVisible()],
  ['studio', '/studio/objects/Account', (page) => expect(page.getByRole('table', { name: 'Fields' })).toBeVisible()],
  ['rules', '/studio/objects/Opportunity?tab=rules', (page) => expect(page.getByRole('button', { name: 'Add rule' }).first()).toBeVisible()],
  ['field dialog', '/studio/objects/Opportunity', async (page) => {
    await page.getByRole('button', { name: 'Add field' }).click();
    await page.getByRole('dialog').getByRole('tab', { name: 'Value' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Formula', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Formula' }).fill('record.nam');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Formula' })).toHaveAttribute('aria-invalid', 'true');
  }],
  ['layout', '/studio/objects/Account?tab=layout', (page) => expect(page.getByText('Fields not placed').first()).toBeVisible()],
  ['role', '/studio/documents/role/salesRep', (page) => expect(page.getByRole('table', { name: 'Rights on objects' })).toBeVisible()],
];

for (const [name, path, ready] of pages) {
  test(`The page “${name}” keeps the rules of accessibility that can be checked by machine`, async ({ app }) => {
    test.slow();
    await app.goto(`${url()}${path}`);
    await ready(app);
    expect(await violations(app)).toEqual([]);
  });
}

test('A record page keeps them too, on a dark ground', async ({ app }) => {
  test.slow();
  await app.goto(`${url()}/Opportunity`);
  await app.getByRole('button', { name: 'Light or dark' }).click();
  await expect(app.locator('body')).toHaveCSS('background-color', 'rgb(18, 22, 28)');
  await app.getByRole('table').locator('tbody tr').first().getByRole('link').first().click();
  await expect(app.getByRole('tab', { name: 'Details' })).toBeVisible();
  expect(await violations(app)).toEqual([]);
});

test('A list is worked with by keyboard alone', async ({ app }) => {
  await app.goto(`${url()}/Account`);
  await expect(app.getByRole('table').locator('tbody tr').first()).toBeVisible();
  await app.keyboard.press('Control+k');
  await expect(app.getByRole('combobox', { name: 'Search records' })).toBeFocused();
  await app.keyboard.press('Alt+n');
  await expect(app.getByRole('heading', { name: 'New Account' })).toBeVisible();
  await app.getByLabel('Account Name').fill(`Keys ${Date.now()}`);
  await app.keyboard.press('Control+s');
  await expect(app.getByRole('tab', { name: 'Details' })).toBeVisible();
  await app.keyboard.press('Alt+e');
  await expect(app.getByRole('heading', { name: /^Edit Keys/ })).toBeVisible();
});
