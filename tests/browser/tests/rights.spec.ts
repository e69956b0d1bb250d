import { expect, test, type Page } from '@playwright/test';
import { password } from '../host';
import { admin, url } from './app';

/** The address of somebody of the demo data who has the role and no other. */
async function personOf(page: Page, role: string): Promise<string> {
  await page.request.post(`${url()}/auth/login`, { data: admin });
  const answer = await page.request.post(`${url()}/graphql`, { data: { query: '{ users(first: 200) { nodes { email roles } } }' } });
  const { data } = await answer.json() as { data: { users: { nodes: { email: string; roles: string[] | null }[] } } };
  const found = data.users.nodes.find((u) => u.roles?.length === 1 && u.roles[0] === role);
  expect(found, role).toBeDefined();
  return found?.email ?? '';
}

test('A seller sees what the role opens, and nothing that leads further', async ({ page }) => {
  const email = await personOf(page, 'salesRep');
  const signedIn = await page.request.post(`${url()}/auth/login`, { data: { email, password: process.env.PLATFORM_DEMO_PASSWORD ?? password } });
  expect(signedIn.ok()).toBe(true);
  await page.goto(`${url()}/Product`);
  await expect(page.getByRole('table').locator('tbody tr').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'New Product' })).toBeHidden();
  await expect(page.getByRole('checkbox', { name: 'Select all' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Studio' })).toBeHidden();
  await page.getByRole('table').locator('tbody tr').first().getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Price' }).getByText('List Price')).toBeVisible();
  await expect(page.getByText('Unit Cost')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Edit' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Delete' })).toBeHidden();
  await page.goto(`${url()}/studio`);
  await expect(page.getByText('Your roles do not allow customising.')).toBeVisible();
});
