import type { APIRequestContext } from '@playwright/test';
import { expect, graphql, test, url } from './app';
import { signedIn, violations } from './processes';

interface People { readonly users: { readonly nodes: readonly { readonly id: string; readonly email: string; readonly name: string; readonly manager: { readonly id: string; readonly email: string; readonly name: string } | null }[] } }

/** Somebody of the demo data who has a manager, and that manager. */
async function pair(request: APIRequestContext) {
  const data = await graphql(request, '{ users(first: 200, filter: { manager: { active: { eq: true } }, roles: { has: "salesRep" } }) { nodes { id email name manager { id email name } } } }') as unknown as People;
  const found = data.users.nodes.find((u) => u.manager !== null);
  if (found === undefined || found.manager === null) throw new Error('The demo data has nobody with a manager.');
  return { seller: found, manager: found.manager };
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
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('42.00') });
  await expect(page.getByRole('dialog').getByRole('button', { name: /receipt\.txt/ })).toBeVisible();
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
  await asked.getByRole('button', { name: /^Trail/ }).click();
  await expect(asked.getByRole('link', { name: 'receipt.txt' })).toHaveAttribute('href', /\/files\//);
  await expect(asked).toContainText('Unchanged');
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
  await boss.getByRole('group', { name: '已选 2 条' }).getByRole('button', { name: '拒绝' }).click();
  await boss.getByRole('dialog').getByLabel('意见').fill('没有票据');
  await boss.getByRole('dialog').getByRole('button', { name: '拒绝' }).click();
  await expect(boss.getByRole('dialog')).toBeHidden();
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

test('A request is transferred, asks for an opinion, goes back a step, and its trail is read and verified', async ({ app, browser }) => {
  test.slow();
  const { seller, manager } = await pair(app.request);
  const page = await signedIn(browser, seller.email);
  const name = `Train “${Date.now()}” <à> & 'b'`;
  const id = await claimOf(page.request, name);
  await graphql(page.request, 'mutation($id: ID!, $comment: String) { submitExpenseClaimForApproval(id: $id, comment: $comment) { pendingApproval } }', { id, comment: 'Bitte "schnell" & 谢谢 😀' });
  const boss = await signedIn(browser, manager.email);
  await boss.goto(`${url()}/approvals`);
  const card = boss.getByRole('listitem').filter({ hasText: name });
  await card.getByRole('button', { name: 'More' }).click();
  await boss.getByRole('menuitem', { name: /^Ask for an opinion/ }).click();
  const dialog = boss.getByRole('dialog', { name: 'Ask for an opinion' });
  await dialog.getByRole('combobox', { name: 'Person' }).fill('Administrator');
  await boss.getByRole('option', { name: /Administrator/ }).first().click();
  await dialog.getByRole('button', { name: 'Ask for an opinion' }).click();
  await expect(card).toHaveCount(0);

  await app.goto(`${url()}/approvals`);
  const opinion = app.getByRole('listitem').filter({ hasText: name });
  await expect(opinion).toContainText('opinion');
  await opinion.getByRole('button', { name: 'Approve', exact: true }).click();
  await app.getByRole('dialog').getByLabel('Comment').fill('意见：可以');
  await app.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(opinion).toHaveCount(0);

  await boss.goto(`${url()}/ExpenseClaim/${id}/show?tab=approval`);
  const region = boss.getByRole('region', { name: 'Expense' });
  await region.getByRole('button', { name: /^Trail/ }).click();
  await expect(region).toContainText('gave an opinion');
  await expect(region).toContainText('Unchanged');
  expect(await violations(boss)).toEqual([]);
  await region.getByRole('button', { name: 'More' }).click();
  await boss.getByRole('menuitem', { name: /^Return/ }).click();
  await boss.getByRole('dialog').getByLabel('Comment').fill('The receipt is missing');
  await boss.getByRole('dialog').getByRole('button', { name: 'Return' }).click();
  await expect(region).toContainText('Returned');
  await expect(region).toContainText('Unchanged');
  await page.goto(`${url()}/approvals?tab=requests`);
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('Returned');
});

test('Who submitted sees for whom a request waits, reminds, and recalls', async ({ app, browser }) => {
  const { seller, manager } = await pair(app.request);
  const page = await signedIn(browser, seller.email);
  const name = `Boat ${Date.now()}`;
  const id = await claimOf(page.request, name);
  await graphql(page.request, 'mutation($id: ID!) { submitExpenseClaimForApproval(id: $id) { pendingApproval } }', { id });
  await page.goto(`${url()}/approvals?tab=requests`);
  const card = page.getByRole('listitem').filter({ hasText: name });
  await expect(card).toContainText(`Waits for ${manager.name}`);
  await card.getByRole('button', { name: `Remind: ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remind' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await card.getByRole('button', { name: `Recall: ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Recall' }).click();
  await expect(card).toContainText('Recalled');
});

test('Several tasks are handed to somebody else at once', async ({ app, browser }) => {
  const { seller, manager } = await pair(app.request);
  const page = await signedIn(browser, seller.email);
  const names = [1, 2].map((n) => `Bus ${Date.now()} ${n}`);
  for (const name of names) {
    const id = await claimOf(page.request, name);
    await graphql(page.request, 'mutation($id: ID!) { submitExpenseClaimForApproval(id: $id) { pendingApproval } }', { id });
  }
  const boss = await signedIn(browser, manager.email);
  await boss.goto(`${url()}/approvals`);
  for (const name of names) await boss.getByRole('checkbox', { name }).check();
  await boss.getByRole('group', { name: /selected|chosen/ }).getByRole('button', { name: 'Transfer' }).click();
  const dialog = boss.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Person' }).fill('Administrator');
  await boss.getByRole('option', { name: /Administrator/ }).first().click();
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await expect(dialog).toBeHidden();
  for (const name of names) await expect(boss.getByRole('checkbox', { name })).toHaveCount(0);
  await app.goto(`${url()}/approvals`);
  for (const name of names) await expect(app.getByRole('link', { name: new RegExp(name) })).toBeVisible();
  expect(await violations(app)).toEqual([]);
});

test('Somebody delegates their approvals for a time, in Chinese, and ends that', async ({ app, browser }) => {
  const { manager } = await pair(app.request);
  const boss = await signedIn(browser, manager.email, 'zh-CN');
  await boss.setViewportSize({ width: 390, height: 800 });
  await boss.goto(`${url()}/approvals?tab=delegations`);
  await boss.getByRole('button', { name: '委托审批' }).click();
  const dialog = boss.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /受托人/ }).fill('Administrator');
  await boss.getByRole('option', { name: /Administrator/ }).first().click();
  await dialog.getByRole('textbox', { name: /原因/ }).fill('休假');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toContainText('结束时间');
  await dialog.getByRole('button', { name: '取消' }).click();
  const day = 86_400_000;
  await graphql(boss.request, 'mutation($input: ApprovalDelegationCreate!) { createApprovalDelegation(input: $input) { record { id } } }', {
    input: { reason: '休假', delegate: await administrator(app.request), startsAt: new Date(Date.now() - day).toISOString(), endsAt: new Date(Date.now() + day).toISOString() },
  });
  await boss.goto(`${url()}/approvals?tab=delegations`);
  const card = boss.getByRole('listitem').filter({ hasText: '休假' }).first();
  await expect(card).toContainText('生效中');
  expect(await violations(boss)).toEqual([]);
  await card.getByRole('button', { name: '立即结束' }).click();
  await expect(card).toContainText('已结束');
});

async function administrator(request: APIRequestContext): Promise<string> {
  const data = await graphql(request, '{ users(first: 1, filter: { email: { eq: "admin@example.com" } }) { nodes { id } } }') as unknown as { users: { nodes: { id: string }[] } };
  return data.users.nodes[0]?.id ?? '';
}
