import { expect, test, url } from './app';

test('A key is made, shown once, acts for its owner, and is revoked', async ({ app, playwright }) => {
  const name = `Robot ${Date.now()}`;
  await app.goto(`${url()}/my-account`);
  const keys = app.getByRole('region', { name: 'API keys' });
  await keys.getByRole('textbox', { name: 'What it is for' }).fill(name);
  await keys.getByRole('button', { name: 'Make a key' }).click();
  const secret = await keys.getByRole('alert').locator('code').textContent() ?? '';
  const program = await playwright.request.newContext({ extraHTTPHeaders: { Authorization: `Bearer ${secret}` } });
  expect((await program.get(`${url()}/auth/me`)).status()).toBe(200);
  await app.reload();
  await expect(app.getByText(secret)).toBeHidden();
  await app.getByRole('button', { name: `Revoke: ${name}` }).click();
  await expect(app.getByRole('button', { name: `Revoke: ${name}` })).toBeHidden();
  expect((await program.get(`${url()}/auth/me`)).status()).toBe(401);
  await program.dispose();
});

test('A password is changed only by who knows the present one', async ({ app }) => {
  await app.goto(`${url()}/my-account`);
  const form = app.getByRole('region', { name: 'Password' });
  await form.getByLabel('Current password').fill('not the password');
  await form.getByLabel('New password', { exact: true }).fill('short');
  await form.getByLabel('New password once more').fill('short');
  await expect(form.getByRole('button', { name: 'Change password' })).toBeDisabled();
  await form.getByLabel('New password', { exact: true }).fill('a longer password 8');
  await form.getByLabel('New password once more').fill('a longer password 8');
  await form.getByRole('button', { name: 'Change password' }).click();
  await expect(form.getByRole('alert')).toContainText('The current password is wrong.');
  await expect(app.getByRole('region', { name: 'Where I am signed in' }).getByText('Here', { exact: true })).toBeVisible();
});
