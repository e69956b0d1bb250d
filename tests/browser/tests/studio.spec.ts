import { expect, test, url } from './app';

test('An object is drafted, planned, applied, used at once, and rolled back', async ({ app }) => {
  const unique = Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));
  const label = `Visit ${unique}`;
  await app.goto(`${url()}/studio/revisions`);
  const before = await app.getByRole('table').locator('tbody tr').first().locator('td').first().textContent();

  await app.getByRole('tab', { name: 'Data' }).click();
  await app.getByRole('button', { name: 'New object' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)', exact: true }).fill(label);
  await app.getByRole('button', { name: 'OK' }).click();
  await app.getByRole('button', { name: 'Add field' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)', exact: true }).fill('Visited on');
  await app.getByRole('combobox', { name: 'Type' }).click();
  await app.getByRole('option', { name: 'Date', exact: true }).click();
  await app.getByRole('button', { name: 'OK' }).click();

  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await expect(plan).toContainText(label);
  await plan.getByLabel('Why is this changed?').fill('Browser test');
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan).toBeHidden();

  await app.getByRole('link', { name: label }).first().click();
  await expect(app.getByRole('heading', { name: label })).toBeVisible();
  await app.getByRole('main').getByRole('link', { name: `New ${label}` }).first().click();
  await app.getByRole('textbox', { name: 'Name', exact: true }).fill('First visit');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'First visit' })).toBeVisible();

  await app.goto(`${url()}/studio/revisions`);
  await app.getByRole('row').filter({ has: app.getByRole('cell', { name: before ?? '', exact: true }) }).first().getByRole('button', { name: 'Roll back' }).click();
  const rollback = app.getByRole('dialog');
  await expect(rollback).toContainText(label);
  await rollback.getByRole('checkbox').check();
  await rollback.getByRole('button', { name: 'Roll back' }).click();
  await expect(rollback).toBeHidden();
  await expect(app.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: label })).toBeHidden();
});

test('A name that the API cannot have is refused while it is typed', async ({ app }) => {
  await app.goto(`${url()}/studio`);
  await app.getByRole('button', { name: 'New object' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)', exact: true }).fill('Visit');
  await app.getByLabel('API name').fill('1 visit');
  await expect(app.getByText('Start with A–Z')).toBeVisible();
  await expect(app.getByRole('button', { name: 'OK' })).toBeDisabled();
});
