import { createAccount, expect, graphql, test, url } from './app';

const create = 'mutation($input: LeadCreate!) { createLead(input: $input) { record { id } } }';

test('A lead is converted with values of one\'s own, and then says what it became', async ({ app }) => {
  const company = `Neuwerk ${Date.now()}`;
  await app.goto(`${url()}/Lead`);
  const { createLead } = await graphql(app.request, create, { input: { name: 'Ina Neu', company, mobile: '13800002222' } }) as unknown as { createLead: { record: { id: string } } };
  await app.goto(`${url()}/Lead/${createLead.record.id}/show`);
  await app.getByRole('button', { name: 'Convert', exact: true }).click();
  const dialog = app.getByRole('dialog');
  const account = dialog.getByRole('region', { name: 'Account' });
  await expect(account.getByLabel('Account Name')).toHaveValue(company);
  await account.getByLabel('Account Name').fill(`${company} AG`);
  await dialog.getByRole('region', { name: 'Opportunity' }).getByRole('radio', { name: 'Leave out' }).check();
  await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('Converted');
  await expect(dialog.getByRole('link', { name: `${company} AG` })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(app.getByText('This record cannot be changed any more.')).toBeVisible();
  await expect(app.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
  await expect(app.getByRole('button', { name: 'Convert', exact: true })).toHaveCount(0);
});

test('Where the account is known already it is chosen, in Chinese', async ({ app, browser }) => {
  const company = `Altwerk ${Date.now()}`;
  await app.goto(`${url()}/Lead`);
  const known = await createAccount(app.request, company);
  const { createLead } = await graphql(app.request, create, { input: { name: '王芳', company, mobile: '13800003333', employees: 12 } }) as unknown as { createLead: { record: { id: string } } };
  const context = await browser.newContext({ locale: 'zh-CN', storageState: await app.context().storageState() });
  const page = await context.newPage();
  await page.goto(`${url()}/Lead/${createLead.record.id}/show`);
  await page.getByRole('button', { name: '转化', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: '转化', exact: true });
  await expect(dialog).toContainText('可能重复');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('region', { name: '客户' }).getByRole('radio', { name: new RegExp(company) }).first().check();
  await expect(dialog).toContainText('已有的值保持不变');
  await confirm.click();
  await expect(dialog.getByRole('status')).toContainText('已转化');
  expect(await graphql(app.request, 'query($id: ID!) { lead(id: $id) { convertedAccount { id } } }', { id: createLead.record.id })).toEqual({ lead: { convertedAccount: { id: known } } });
  await context.close();
});
