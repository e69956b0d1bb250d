import { expect, test as base } from '@playwright/test';
import { admin, url } from './app';

base('Wrong credentials are refused in words, right ones open the first list', async ({ page }) => {
  await page.goto(`${url()}/Account`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('E-mail or password is wrong.');
  await page.getByLabel('Password').fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
});

base('Without an address and a password nothing is sent', async ({ page }) => {
  await page.goto(`${url()}/`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter your e-mail and password.');
});

base('A browser in Chinese is greeted in Chinese', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${url()}/`);
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await context.close();
});

base('Signing out ends the session', async ({ page }) => {
  await page.request.post(`${url()}/auth/login`, { data: admin });
  await page.goto(`${url()}/Account`);
  await page.getByRole('button', { name: 'Administrator' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get(`${url()}/auth/me`)).status()).toBe(401);
});
