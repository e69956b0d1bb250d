import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { createAccount, expect, graphql, test, url } from './app';
import { password } from '../host';

interface Colleague { readonly email: string; readonly name: string; readonly locale: string }

/** Somebody of the demo data who reads every account, not only those of their team. */
async function colleague(request: APIRequestContext): Promise<Colleague> {
  const data = await graphql(request, '{ users(first: 1, filter: { active: { eq: true }, roles: { has: "salesOperations" } }) { nodes { email name locale } } }');
  const [found] = (data as unknown as { users: { nodes: readonly Colleague[] } }).users.nodes;
  if (found === undefined) throw new Error('The demo data has nobody of sales operations.');
  return found;
}

async function signedIn(browser: Browser, email: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ locale });
  const page = await context.newPage();
  const answer = await page.request.post(`${url()}/auth/login`, { data: { email, password } });
  expect(answer.ok()).toBe(true);
  return page;
}

test('A task is added on a record, told to its assignee while they look, opened from the bell and ticked off', async ({ app, browser }) => {
  const { email, name, locale } = await colleague(app.request);
  const account = `Guangming ${Date.now()}`;
  const id = await createAccount(app.request, account);
  const other = await signedIn(browser, email, 'en-GB');
  await other.goto(`${url()}/my-tasks`);
  await other.getByRole('button', { name: /^Notifications/ }).waitFor();

  await app.goto(`${url()}/Account/${id}/show?tab=tasks`);
  await app.getByLabel('New task').fill('Call them back');
  await app.getByRole('combobox', { name: 'Assignee' }).fill(name);
  await app.getByRole('option', { name }).first().click();
  await app.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.getByRole('link', { name: 'Call them back' })).toBeVisible();

  const bell = other.getByRole('button', { name: /unread/ });
  await bell.click();
  const panel = other.getByRole('dialog', { name: 'Notifications' });
  // Whoever is told is told in the language of their own settings, whatever that of the browser is.
  const told = panel.getByRole('button', { name: 'Call them back' }).first();
  await expect(told).toContainText(locale === 'zh-CN' ? '给您指派了任务' : 'gave you a task');
  await told.click();
  await expect(other.getByRole('heading', { name: 'Call them back' })).toBeVisible();
  await other.goto(`${url()}/my-tasks?tab=upcoming`);
  const task = other.getByRole('listitem').filter({ hasText: account });
  await task.getByRole('checkbox', { name: 'Done: Call them back' }).click();
  await expect(task).toHaveCount(0);
  await other.goto(`${url()}/my-tasks?tab=done`);
  await expect(other.getByRole('listitem').filter({ hasText: account })).toBeVisible();
});

test('Whoever is mentioned in a comment is told, reads it live and answers, in Chinese and on a phone', async ({ app, browser }) => {
  const { email, name } = await colleague(app.request);
  const id = await createAccount(app.request, `光明 ${Date.now()}`);
  const other = await signedIn(browser, email, 'zh-CN');
  await other.setViewportSize({ width: 390, height: 800 });
  await other.goto(`${url()}/Account/${id}/show?tab=comments`);
  await expect(other.getByText('还没有评论。')).toBeVisible();

  await app.goto(`${url()}/Account/${id}/show?tab=comments`);
  const box = app.getByLabel('Write a comment; @ mentions somebody');
  await box.pressSequentially(`@${name.slice(0, 2)}`);
  await app.getByRole('menuitem', { name }).first().click();
  await box.pressSequentially('please look');
  await app.getByRole('button', { name: 'Send' }).click();
  await expect(app.getByRole('listitem').filter({ hasText: 'please look' }).locator('strong')).toHaveText(`@${name}`);

  await expect(other.getByText('please look')).toBeVisible();
  await other.getByRole('button', { name: /条未读/ }).click();
  await expect(other.getByRole('dialog', { name: '通知' })).toContainText('提到');
  await other.getByRole('button', { name: '全部标为已读' }).click();
  await expect(other.getByRole('button', { name: '全部标为已读' })).toBeHidden();
  await other.keyboard.press('Escape');
  await expect(other.getByRole('dialog', { name: '通知' })).toBeHidden();
  await expect(other.getByRole('button', { name: '通知', exact: true })).toBeVisible();
  await other.getByLabel('写评论，输入 @ 提及他人').fill('看过了');
  await other.getByRole('button', { name: '发送' }).click();
  await expect(app.getByText('看过了')).toBeVisible();
});

test('Somebody chooses how they want to be told', async ({ app }) => {
  await app.goto(`${url()}/my-notifications`);
  await app.getByRole('checkbox', { name: 'Task changed: In the application' }).uncheck();
  await app.getByRole('combobox', { name: 'Mentioned in a comment: Mail' }).click();
  await app.getByRole('option', { name: 'Once a day' }).click();
  await app.getByLabel('From').fill('22:00');
  await app.getByLabel('Until').fill('07:00');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByText('Saved.')).toBeVisible();
  await app.reload();
  await expect(app.getByRole('checkbox', { name: 'Task changed: In the application' })).not.toBeChecked();
  await expect(app.getByLabel('From')).toHaveValue('22:00');
});

test('Files are attached to a comment, opened by who reads it, and taken away by its author, in both languages', async ({ app, browser }) => {
  const { email } = await colleague(app.request);
  const id = await createAccount(app.request, `Files ${Date.now()}`);
  await app.goto(`${url()}/Account/${id}/show?tab=comments`);
  const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`content of ${name}`) });
  const chooser = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles(['offer.txt', 'plan.txt', 'draft.txt'].map(text));
  await app.getByRole('button', { name: 'Remove the file draft.txt' }).click();
  await expect(app.getByText('plan.txt')).toBeVisible();
  await app.getByLabel('Write a comment; @ mentions somebody').fill('the offer');
  await app.getByRole('button', { name: 'Send' }).click();
  const files = app.getByRole('list', { name: 'Files' });
  await expect(files.getByRole('link')).toHaveText(['offer.txt', 'plan.txt']);

  const other = await signedIn(browser, email, 'zh-CN');
  await other.goto(`${url()}/Account/${id}/show?tab=comments`);
  const link = other.getByRole('list', { name: '附件' }).getByRole('link', { name: 'offer.txt' });
  const answer = await other.request.get(`${url()}${(await link.getAttribute('href')) ?? ''}`);
  expect([answer.status(), await answer.text()]).toEqual([200, 'content of offer.txt']);
  await expect(other.getByRole('button', { name: '移除附件 plan.txt' })).toHaveCount(0);

  await app.getByRole('button', { name: 'Edit', exact: true }).click();
  await app.getByRole('button', { name: 'Remove the file plan.txt' }).click();
  await expect(files.getByRole('link')).toHaveText(['offer.txt']);
  await expect(other.getByRole('list', { name: '附件' }).getByRole('link')).toHaveText(['offer.txt']);
});
