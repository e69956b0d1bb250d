import { createAccount, expect, test, url } from './app';

test('An address in other letters, or in the plural, leads to the object’s own; another says what is missing', async ({ app }) => {
  await app.goto(`${url()}/opportunity?filter=${encodeURIComponent('{}')}`);
  await expect(app).toHaveURL(/\/Opportunity\?filter=/);
  await expect(app.getByRole('table')).toBeVisible();
  const id = await createAccount(app.request, `Written small ${Date.now()}`);
  await app.goto(`${url()}/ACCOUNTS/${id}/show`);
  await expect(app).toHaveURL(`${url()}/Account/${id}/show`);
  await app.goto(`${url()}/Approvals?tab=done`);
  await expect(app).toHaveURL(`${url()}/approvals?tab=done`);
  await app.goto(`${url()}/unicorn`);
  await expect(app.getByText('There are no records called “unicorn”, or your roles do not open them.')).toBeVisible();
  await app.getByRole('link', { name: 'Home' }).last().click();
  await expect(app).not.toHaveURL(/unicorn/);
});
