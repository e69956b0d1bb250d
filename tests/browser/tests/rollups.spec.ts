import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { expect, graphql, test, url } from './app';

const unique = Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));
const budget = `Budget${unique}`;
const cost = `Cost${unique}`;

const documents = [
  {
    kind: 'object', name: budget, label: { 'en': 'Budget', 'zh-CN': '预算' }, pluralLabel: { 'en': 'Budgets', 'zh-CN': '预算' }, nameField: 'title', ownership: 'organization',
    fields: [
      { name: 'title', type: 'text', label: { 'en': 'Title', 'zh-CN': '标题' }, required: true },
      { name: 'limit', type: 'decimal', scale: 2, label: { 'en': 'Limit', 'zh-CN': '限额' } },
      { name: 'kind', type: 'picklist', label: { 'en': 'Kind', 'zh-CN': '类别' }, values: [{ value: 'travel', label: 'Travel' }, { value: 'office', label: 'Office' }] },
    ],
  },
  {
    kind: 'object', name: cost, label: { 'en': 'Cost', 'zh-CN': '费用' }, pluralLabel: { 'en': 'Costs', 'zh-CN': '费用' }, nameField: 'title', ownership: 'organization',
    fields: [
      { name: 'title', type: 'text', label: { 'en': 'Title', 'zh-CN': '标题' }, required: true },
      { name: 'amount', type: 'decimal', scale: 2, label: { 'en': 'Amount', 'zh-CN': '金额' } },
      { name: 'budget', type: 'lookup', target: budget, inverse: 'costs', inverseLabel: { 'en': 'Costs', 'zh-CN': '费用' }, label: { 'en': 'Budget', 'zh-CN': '预算' } },
    ],
  },
];

async function metadata(request: APIRequestContext, edits: readonly unknown[]): Promise<void> {
  const answer = await request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: ["DATA_LOSS"]) { revision } }', variables: { edits } },
  });
  expect(JSON.stringify(await answer.json())).not.toContain('"errors"');
}

async function make(request: APIRequestContext, object: string, input: Record<string, unknown>): Promise<string> {
  const data = await graphql(request, `mutation($input: ${object}Create!) { made: create${object}(input: $input) { record { id } } }`, { input });
  return (data as unknown as { made: { record: { id: string } } }).made.record.id;
}

async function choose(dialog: Locator, page: Page, field: string, option: string | RegExp): Promise<void> {
  await dialog.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

test.describe.serial('Rollups and record types are made without JSON', () => {
  let id = '';

  test('A rollup with a condition is tried on a record, planned with what changes, and shown', async ({ app }) => {
    await metadata(app.request, documents.map((put) => ({ put })));
    id = await make(app.request, budget, { title: 'Journeys', limit: '100' });
    await make(app.request, cost, { title: 'Train', amount: '40.50', budget: id });
    await make(app.request, cost, { title: 'Tea', amount: '0.50', budget: id });
    await app.goto(`${url()}/studio/objects/${budget}`);
    await app.getByRole('button', { name: 'Add field' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Label (English)', exact: true }).fill('Spent');
    await choose(dialog, app, 'Type', 'Decimal number');
    await dialog.getByRole('tab', { name: 'Value' }).click();
    await dialog.getByRole('button', { name: 'Rollup', exact: true }).click();
    await choose(dialog, app, 'List', /costs/);
    await choose(dialog, app, 'Function', 'Sum');
    await choose(dialog, app, 'Field of its records', 'Amount');
    const filter = dialog.getByRole('textbox', { name: 'Only records of which this is true' });
    await filter.click();
    await app.keyboard.type('record.amonut > 1.0');
    await expect(filter).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('status').getByRole('button', { name: 'Use “amount”' }).click();
    await expect(filter).toHaveAttribute('aria-invalid', 'false');
    await dialog.getByRole('button', { name: 'Try it' }).click();
    await dialog.getByRole('combobox', { name: 'Try it on: Cost' }).click();
    await app.getByRole('option', { name: 'Tea' }).click();
    await expect(dialog.getByText('No', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await app.getByRole('button', { name: 'Review plan' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await expect(app.getByRole('dialog')).toBeHidden();
    await app.goto(`${url()}/${budget}/${id}/show`);
    await expect(app.getByText('40.5', { exact: false }).first()).toBeVisible();
  });

  test('A rule over the rollup refuses the record of the list in its own words', async ({ app }) => {
    await app.goto(`${url()}/studio/objects/${budget}?tab=rules`);
    await app.getByRole('button', { name: 'Add rule' }).first().click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Label (English)' }).fill('Overspent');
    await dialog.getByRole('textbox', { name: 'The record is refused when' }).click();
    await app.keyboard.type('record.spent > record.limit');
    await app.keyboard.press('Escape');
    await dialog.getByRole('textbox', { name: 'Message (English)' }).fill('The budget is spent.');
    await dialog.getByRole('textbox', { name: 'Message (Chinese)' }).fill('预算已用完。');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await app.getByRole('button', { name: 'Review plan' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await expect(app.getByRole('dialog')).toBeHidden();

    await app.goto(`${url()}/${cost}/create`);
    await app.getByLabel('Title').fill('Aeroplane');
    await app.getByLabel('Amount').fill('60');
    await app.getByRole('combobox', { name: 'Budget' }).fill('Jour');
    await app.getByRole('option', { name: 'Journeys' }).click();
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.getByText('The budget is spent.').first()).toBeVisible();
    await app.getByLabel('Amount').fill('59');
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app).toHaveURL(/\/show$/);
  });

  test('The values of a rollup are compared with their lists and made anew, and the studio shows how far that is', async ({ app }) => {
    await app.goto(`${url()}/studio/objects/${budget}`);
    await app.getByRole('button', { name: 'Edit field: spent' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Value' }).click();
    await dialog.getByRole('button', { name: 'Compare with the lists' }).click();
    await expect(dialog.getByText('Every record has the value that its list gives.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Make the values anew' }).click();
    await expect(dialog.getByText('done', { exact: true })).toBeVisible();
    await app.goto(`${url()}/studio/revisions`);
    await expect(app.getByRole('region', { name: 'In the background' }).getByRole('listitem').filter({ hasText: 'Values of a rollup: Budget · Spent' }).first()).toContainText('done');
  });

  test('The values of a rollup that an app package brings are compared too', async ({ app }) => {
    await app.goto(`${url()}/studio/objects/Campaign`);
    await app.getByRole('button', { name: 'Values of the rollup: memberCount' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Compare with the lists' }).click();
    await expect(dialog.getByText('Every record has the value that its list gives.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  });

  test('A record type narrows choices and presets values, in Chinese too', async ({ app }) => {
    await app.goto(`${url()}/studio/objects/${budget}?tab=types`);
    await app.getByRole('button', { name: 'Language' }).click();
    await app.getByRole('menuitem', { name: '简体中文' }).click();
    await app.getByRole('button', { name: '添加记录类型' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '名称（英文）' }).fill('Trips');
    await dialog.getByRole('checkbox', { name: '新记录默认使用' }).check();
    await dialog.getByRole('combobox', { name: '类别' }).first().click();
    await app.getByRole('option', { name: 'Travel' }).click();
    await app.keyboard.press('Escape');
    await dialog.getByRole('textbox', { name: '限额' }).fill('250');
    await dialog.getByRole('button', { name: '确定' }).click();
    await expect(app.getByRole('list', { name: '记录类型' })).toContainText('Trips');
    await app.getByRole('button', { name: '查看变更计划' }).click();
    await app.getByRole('dialog').getByRole('button', { name: '应用' }).click();
    await expect(app.getByRole('dialog')).toBeHidden();

    await app.goto(`${url()}/${budget}/create`);
    await expect(app.getByLabel('限额')).toHaveValue(/250/);
    await app.getByRole('combobox', { name: '类别' }).click();
    await expect(app.getByRole('option', { name: 'Travel' })).toBeVisible();
    await expect(app.getByRole('option', { name: 'Office' })).toBeHidden();
    await metadata(app.request, [{ remove: { kind: 'object', name: cost } }, { remove: { kind: 'object', name: budget } }]);
  });
});
