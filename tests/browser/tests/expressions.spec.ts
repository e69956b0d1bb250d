import type { APIRequestContext, Page } from '@playwright/test';
import { expect, graphql, test, url } from './app';

const unique = Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));
const name = `Parcel${unique}`;

const parcel = {
  kind: 'object', name, label: { 'en': 'Parcel', 'zh-CN': '包裹' }, pluralLabel: { 'en': 'Parcels', 'zh-CN': '包裹' }, nameField: 'title', ownership: 'organization',
  fields: [
    { name: 'title', type: 'text', label: { 'en': 'Title', 'zh-CN': '标题' }, required: true },
    { name: 'weight', type: 'decimal', scale: 2, label: { 'en': 'Weight', 'zh-CN': '重量' } },
    { name: 'country', type: 'picklist', label: { 'en': 'Country', 'zh-CN': '国家' }, values: [{ value: 'cn', label: 'China' }, { value: 'de', label: 'Germany' }] },
    { name: 'city', type: 'picklist', label: { 'en': 'City', 'zh-CN': '城市' }, values: [{ value: 'beijing', label: 'Beijing' }, { value: 'bonn', label: 'Bonn' }] },
  ],
};

async function metadata(request: APIRequestContext, edits: readonly unknown[]): Promise<void> {
  const answer = await request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: ["DATA_LOSS"]) { revision } }', variables: { edits } },
  });
  expect(JSON.stringify(await answer.json())).not.toContain('"errors"');
}

async function openStudio(app: Page, tab = ''): Promise<void> {
  await app.goto(`${url()}/studio/objects/${name}${tab}`);
}

test.describe.serial('Formulas and rules are made without JSON', () => {
  test('A formula is written with completion, corrected, tried on a record, planned and used', async ({ app }) => {
    await metadata(app.request, [{ put: parcel }]);
    await graphql(app.request, `mutation { create${name}(input: {title: "Books", weight: "4.25"}) { record { id } } }`);
    await openStudio(app);
    await app.getByRole('button', { name: 'Add field' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Label (English)', exact: true }).fill('Postage');
    await dialog.getByRole('combobox', { name: 'Type' }).click();
    await app.getByRole('option', { name: 'Decimal number', exact: true }).click();
    await dialog.getByRole('tab', { name: 'Value' }).click();
    await dialog.getByRole('button', { name: 'Formula', exact: true }).click();
    await expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();

    const editor = dialog.getByRole('textbox', { name: 'Formula' });
    await editor.click();
    await app.keyboard.type('record.we');
    await expect(app.getByRole('option', { name: /weight/ })).toBeVisible();
    await app.getByRole('option', { name: /weight/ }).click();
    await expect(editor).toContainText('record.weight');
    await app.keyboard.type(' * 2.0 + record.wieght');
    await app.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
    await expect(editor).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('status').getByRole('button', { name: 'Use “weight”' }).click();
    await expect(editor).toHaveAttribute('aria-invalid', 'false');

    await dialog.getByRole('button', { name: 'Try it' }).click();
    await dialog.getByRole('combobox', { name: 'Try it on: Parcel' }).click();
    await app.getByRole('option', { name: 'Books' }).click();
    await expect(dialog.getByText('12.75', { exact: true })).toBeVisible();
    await expect(dialog.getByRole('table', { name: 'Fields that it reads' })).toContainText('4.25');
    await dialog.getByRole('button', { name: 'OK' }).click();

    await app.getByRole('button', { name: 'Review plan' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await expect(app.getByRole('dialog')).toBeHidden();
    await app.goto(`${url()}/${name}/create`);
    await app.getByLabel('Weight').fill('2');
    await expect(app.getByText('Postage', { exact: true }).locator('..')).toContainText('6');
  });

  test('A changed formula’s plan tells how many records change, with examples', async ({ app }) => {
    await openStudio(app);
    await app.getByRole('button', { name: 'Edit field: postage' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Value' }).click();
    await dialog.getByRole('textbox', { name: 'Formula' }).fill('record.weight * 4.0');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await app.getByRole('button', { name: 'Review plan' }).click();
    await expect(app.getByRole('dialog')).toContainText('1 record');
    await expect(app.getByRole('dialog')).toContainText('12.75 → 17.00');
    await app.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await app.getByRole('button', { name: 'Discard drafts' }).click();
  });

  test('A rule and dependent choices are made in Chinese and hold in the form', async ({ app }) => {
    await openStudio(app, '?tab=rules');
    await app.getByRole('button', { name: 'Language' }).click();
    await app.getByRole('menuitem', { name: '简体中文' }).click();
    await app.getByRole('button', { name: '添加规则' }).first().click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '名称（英文）' }).fill('Too heavy');
    await dialog.getByRole('textbox', { name: '何时拒绝保存' }).click();
    await app.keyboard.type('record.wegiht > 30.0');
    await expect(dialog.getByText(/没有表达式可以读取的“wegiht”。/)).toBeVisible();
    await dialog.getByRole('status').getByRole('button', { name: '改为“weight”' }).click();
    await dialog.getByRole('textbox', { name: '提示（英文）' }).fill('At most 30 kg.');
    await dialog.getByRole('textbox', { name: '提示（中文）' }).fill('最多 30 公斤。');
    await dialog.getByRole('combobox', { name: '显示在' }).click();
    await app.getByRole('option', { name: '重量' }).click();
    await app.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '确定' }).click();
    await expect(app.getByRole('list', { name: '校验规则' })).toContainText('最多 30 公斤。');

    await app.getByRole('tab', { name: '字段', exact: true }).click();
    await app.getByRole('button', { name: '编辑字段: city' }).click();
    await app.getByRole('dialog').getByRole('tab', { name: '依赖选项' }).click();
    await app.getByRole('combobox', { name: '依赖于' }).click();
    await app.getByRole('option', { name: '国家' }).click();
    await app.getByRole('checkbox', { name: 'China: Beijing' }).check();
    await app.getByRole('checkbox', { name: 'Germany: Bonn' }).check();
    await app.getByRole('dialog').getByRole('button', { name: '确定' }).click();

    await app.getByRole('button', { name: '查看变更计划' }).click();
    await app.getByRole('dialog').getByRole('button', { name: '应用' }).click();
    await expect(app.getByRole('dialog')).toBeHidden();
    await app.goto(`${url()}/${name}/create`);
    await app.getByLabel('重量').fill('31');
    await expect(app.getByText('最多 30 公斤。')).toBeVisible();
    await app.getByRole('combobox', { name: '国家' }).click();
    await app.getByRole('option', { name: 'Germany' }).click();
    await app.getByRole('combobox', { name: '城市' }).click();
    await expect(app.getByRole('option', { name: 'Bonn' })).toBeVisible();
    await expect(app.getByRole('option', { name: 'Beijing' })).toBeHidden();
    await metadata(app.request, [{ remove: { kind: 'object', name } }]);
  });
});
