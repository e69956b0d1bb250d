import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { expect, graphql, test, url } from './app';
import { password } from '../host';

interface People { readonly users: { readonly nodes: readonly { readonly id: string; readonly email: string; readonly name: string; readonly manager: { readonly id: string; readonly email: string; readonly name: string } | null }[] } }

/** Somebody of the demo data who has a manager, and that manager. */
async function pair(request: APIRequestContext) {
  const data = await graphql(request, '{ users(first: 200, filter: { manager: { active: { eq: true } }, roles: { has: "salesRep" } }) { nodes { id email name manager { id email name } } } }') as unknown as People;
  const found = data.users.nodes.find((u) => u.manager !== null);
  if (found === undefined || found.manager === null) throw new Error('The demo data has nobody with a manager.');
  return { seller: found, manager: found.manager };
}

async function signedIn(browser: Browser, email: string, locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({ locale });
  const page = await context.newPage();
  const answer = await page.request.post(`${url()}/auth/login`, { data: { email, password } });
  expect(answer.ok()).toBe(true);
  return page;
}

async function claimOf(request: APIRequestContext, name: string): Promise<string> {
  const data = await graphql(request, 'mutation($i: ExpenseClaimCreate!) { made: createExpenseClaim(input: $i) { record { id } } }', { i: { name, amount: '800' } });
  return (data as unknown as { made: { record: { id: string } } }).made.record.id;
}

test('A record is submitted on its page, waits in the inbox of the approver, and is approved there with a comment', async ({ app, browser }) => {
  const { seller, manager } = await pair(app.request);
  const name = `Taxi ${Date.now()}`;
  const page = await signedIn(browser, seller.email);
  const id = await claimOf(page.request, name);
  await page.goto(`${url()}/ExpenseClaim/${id}/show?tab=approval`);
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await page.getByRole('dialog').getByLabel('Comment').fill('From the airport');
  await page.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
  const card = page.getByRole('region', { name: 'Expense' });
  await expect(card).toContainText('Pending');
  await expect(card).toContainText(manager.name);

  const boss = await signedIn(browser, manager.email);
  await boss.setViewportSize({ width: 390, height: 800 });
  await boss.goto(`${url()}/approvals`);
  await boss.getByRole('link', { name }).click();
  const asked = boss.getByRole('region', { name: 'Expense' });
  await expect(asked).toContainText('From the airport');
  await asked.getByRole('button', { name: 'Approve', exact: true }).click();
  await boss.getByRole('dialog').getByLabel('Comment').fill('Fine by me');
  await boss.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(asked).toContainText('Fine by me');
  await boss.goto(`${url()}/approvals?tab=done`);
  await expect(boss.getByRole('link', { name })).toBeVisible();
});

test('Several tasks are rejected at once, in Chinese', async ({ app, browser }) => {
  const { seller, manager } = await pair(app.request);
  const page = await signedIn(browser, seller.email);
  const names = [1, 2].map((n) => `打车 ${Date.now()} ${n}`);
  for (const name of names) {
    const id = await claimOf(page.request, name);
    await graphql(page.request, 'mutation($id: ID!) { submitExpenseClaimForApproval(id: $id) { pendingApproval } }', { id });
  }
  const boss = await signedIn(browser, manager.email, 'zh-CN');
  await boss.goto(`${url()}/approvals`);
  await expect(boss.getByRole('heading', { name: '审批' })).toBeVisible();
  for (const name of names) await boss.getByRole('checkbox', { name }).check();
  await boss.getByRole('button', { name: '拒绝' }).click();
  await boss.getByRole('dialog').getByLabel('意见').fill('没有票据');
  await boss.getByRole('dialog').getByRole('button', { name: '拒绝' }).click();
  for (const name of names) await expect(boss.getByRole('checkbox', { name })).toHaveCount(0);
  await page.goto(`${url()}/approvals?tab=requests`);
  await expect(page.getByRole('listitem').filter({ hasText: names[0] })).toContainText('Rejected');
});

test('What waits for approval cannot be edited, and says so', async ({ app, browser }) => {
  const { seller } = await pair(app.request);
  const page = await signedIn(browser, seller.email);
  const id = await claimOf(page.request, `Hotel ${Date.now()}`);
  await graphql(page.request, 'mutation($id: ID!) { submitExpenseClaimForApproval(id: $id) { pendingApproval } }', { id });
  await page.goto(`${url()}/ExpenseClaim/${id}`);
  await page.getByLabel('Purpose').fill('Changed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').first()).toContainText(/waits for approval|正在审批中/);
});
