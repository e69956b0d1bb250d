import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { createAccount, expect, test, url } from './app';

const unique = Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));
const name = `Trip${unique}`;

const text = (en: string, zh: string) => ({ 'en': en, 'zh-CN': zh });
const choice = (value: string, en: string, zh: string) => ({ value, label: text(en, zh) });

const trip = {
  kind: 'object', name, label: text('Trip', '行程'), pluralLabel: text('Trips', '行程'), nameField: 'title', ownership: 'organization',
  fields: [
    { name: 'title', type: 'text', label: text('Title', '标题'), required: true },
    { name: 'stage', type: 'picklist', label: text('Stage', '阶段'), values: [choice('planned', 'Planned', '计划中'), choice('lost', 'Lost', '取消')] },
    { name: 'reason', type: 'text', label: text('Reason', '原因'), visibleWhen: 'record.stage == "lost"', requiredWhen: 'record.stage == "lost"' },
    { name: 'price', type: 'decimal', scale: 2, label: text('Price', '单价') },
    { name: 'days', type: 'integer', label: text('Days', '天数') },
    { name: 'total', type: 'decimal', scale: 2, label: text('Total', '总价'), formula: 'record.price * record.days' },
    { name: 'budget', type: 'decimal', scale: 2, label: text('Budget', '预算'), defaultFormula: 'record.price * 2' },
    { name: 'account', type: 'lookup', target: 'Account', label: text('Customer', '客户') },
    { name: 'customer', type: 'text', label: text('Customer name', '客户名'), formula: 'record.account.name' },
    {
      name: 'about', type: 'polymorphicLookup', targets: ['Account', name], label: text('About', '关于'),
      choosable: { Account: 'target == record.account', [name]: 'target.days > record.days' },
    },
    { name: 'country', type: 'picklist', label: text('Country', '国家'), values: [choice('cn', 'China', '中国'), choice('de', 'Germany', '德国')] },
    {
      name: 'city', type: 'picklist', label: text('City', '城市'), values: [choice('beijing', 'Beijing', '北京'), choice('bonn', 'Bonn', '波恩')],
      dependsOn: { field: 'country', values: { cn: ['beijing'], de: ['bonn'] } },
    },
    { name: 'from', type: 'integer', label: text('First day', '首日') },
    { name: 'until', type: 'integer', label: text('Last day', '末日') },
  ],
  rules: [{ name: 'order', invalidWhen: 'record.until < record.from', message: text('The last day is before the first.', '末日早于首日。'), fields: ['until'] }],
};

async function apply(request: APIRequestContext, edits: readonly unknown[]): Promise<void> {
  const answer = await request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: ["DATA_LOSS"]) { revision } }', variables: { edits } },
  });
  expect(JSON.stringify(await answer.json())).not.toContain('"errors"');
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** A value that the form shows without an input for it. */
function computed(page: Page, label: string): Locator {
  return page.getByText(label, { exact: true }).locator('..');
}

async function speak(page: Page, language: string): Promise<void> {
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: language }).click();
}

test.describe.serial('A form follows its rules while one types', () => {
  test('Formulas, defaults, conditions, choices and rules are live before anything is saved', async ({ app }) => {
    await apply(app.request, [{ put: trip }]);
    const customer = `Acme ${unique}`;
    await createAccount(app.request, customer);
    await app.goto(`${url()}/${name}/create`);

    // A computed value, and a default that follows until somebody writes another one.
    await app.getByLabel('Price', { exact: true }).fill('12.5');
    await app.getByLabel('Days', { exact: true }).fill('3');
    await expect(computed(app, 'Total')).toContainText('37.5');
    await expect(app.getByLabel('Budget', { exact: true })).toHaveValue('25');
    await app.getByLabel('Budget', { exact: true }).fill('99');
    await app.getByLabel('Price', { exact: true }).fill('20');
    await expect(computed(app, 'Total')).toContainText('60');
    await expect(app.getByLabel('Budget', { exact: true })).toHaveValue('99');

    // A value of a related record is read when the reference changes.
    await app.getByLabel('Customer', { exact: true }).fill(customer);
    await app.getByRole('option', { name: customer }).click();
    await expect(computed(app, 'Customer name')).toContainText(customer);

    // A condition shows a field and makes it required.
    await expect(app.getByLabel('Reason')).toBeHidden();
    await choose(app, 'Stage', 'Lost');
    await expect(app.getByLabel('Reason')).toBeVisible();
    await app.getByLabel('Title').fill('Journey');
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.getByRole('alert').getByRole('button', { name: 'Reason' })).toBeVisible();
    await choose(app, 'Stage', 'Planned');
    await expect(app.getByLabel('Reason')).toBeHidden();

    // Choices depend on another field, and go with it.
    await choose(app, 'Country', 'China');
    await choose(app, 'City', 'Beijing');
    await choose(app, 'Country', 'Germany');
    await expect(app.getByRole('combobox', { name: 'City' })).not.toContainText('Beijing');
    await app.getByRole('combobox', { name: 'City' }).click();
    await expect(app.getByRole('option')).toHaveText(['None', 'Bonn']);
    await app.getByRole('option', { name: 'Bonn' }).click();

    // A broken rule is told at its field at once, and goes with its cause.
    await app.getByLabel('First day').fill('9');
    await app.getByLabel('Last day').fill('5');
    await expect(app.getByText('The last day is before the first.')).toBeVisible();
    await app.getByLabel('First day').fill('2');
    await expect(app.getByText('The last day is before the first.')).toBeHidden();

    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.getByRole('heading', { name: 'Journey' })).toBeVisible();
    await expect(app.getByText('60', { exact: true })).toBeVisible();
  });

  test('A reference to several objects offers of each what its condition lets, as the studio has it', async ({ app }) => {
    const other = `Other ${unique}`;
    await createAccount(app.request, other);
    await app.goto(`${url()}/${name}/create`);
    await app.getByLabel('Customer', { exact: true }).fill(other);
    await app.getByRole('option', { name: other }).click();
    await app.getByLabel('About', { exact: true }).fill(unique);
    await expect(app.getByRole('option')).toHaveText([other]);
    await app.keyboard.press('Escape');
    await choose(app, 'Type', 'Trip');
    await app.getByLabel('Days', { exact: true }).fill('2');
    await app.getByLabel('About', { exact: true }).fill('Jour');
    await expect(app.getByRole('option', { name: 'Journey' })).toBeVisible();
    await app.keyboard.press('Escape');
    await app.getByLabel('Days', { exact: true }).fill('3');
    await app.getByLabel('About', { exact: true }).fill('Journ');
    await expect(app.getByText('Nothing found')).toBeVisible();

    await app.goto(`${url()}/studio/objects/${name}`);
    await app.getByRole('button', { name: 'Edit field: about' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Conditions' }).click();
    await expect(dialog.getByRole('textbox', { name: 'May point to records of Account when' })).toContainText('target == record.account');
    const trips = dialog.getByRole('textbox', { name: `May point to records of ${name} when` });
    await trips.fill('target.industry == "x"');
    await expect(trips).toHaveAttribute('aria-invalid', 'true');
    await trips.fill('target.days >= record.days');
    await expect(trips).toHaveAttribute('aria-invalid', 'false');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await app.getByRole('button', { name: 'Review plan' }).click();
    await expect(app.getByRole('dialog')).toContainText(`condition on what can be chosen of ${name}`);
    await app.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await expect(app.getByRole('dialog')).toBeHidden();
    await app.goto(`${url()}/${name}/create`);
    await app.getByLabel('Days', { exact: true }).fill('3');
    await choose(app, 'Type', 'Trip');
    await app.getByLabel('About', { exact: true }).fill('Jour');
    await expect(app.getByRole('option', { name: 'Journey' })).toBeVisible();
  });

  test('The server’s verdict is decisive, and stands at the field in the reader’s language', async ({ app }) => {
    await app.goto(`${url()}/${name}/create`);
    await speak(app, '简体中文');
    await app.getByLabel('标题').fill('出差');
    await app.getByLabel('首日').fill('9');
    await app.getByLabel('末日').fill('5');
    await expect(app.getByText('末日早于首日。')).toBeVisible();
    await app.getByRole('button', { name: '保存', exact: true }).click();
    await expect(app.getByRole('alert').first()).toContainText('末日: 末日早于首日。');
    await app.getByLabel('末日').fill('12');
    await expect(app.getByText('末日早于首日。')).toBeHidden();
    await app.getByRole('button', { name: '保存', exact: true }).click();
    await expect(app.getByRole('heading', { name: '出差' })).toBeVisible();
  });

  test('A phone has all of it', async ({ app }) => {
    await app.setViewportSize({ width: 390, height: 780 });
    await app.goto(`${url()}/${name}/create`);
    await app.getByLabel('Price', { exact: true }).fill('7');
    await app.getByLabel('Days', { exact: true }).fill('2');
    await expect(computed(app, 'Total')).toContainText('14');
    expect(await app.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await apply(app.request, [{ remove: { kind: 'object', name } }]);
  });
});
