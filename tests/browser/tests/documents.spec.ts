import type { Page } from '@playwright/test';
import { expect, test, url } from './app';

const words = (): string => Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));

async function apply(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan).toBeHidden();
}

/** Applies a small document as the administrator, the way somebody else would. */
async function applyPicklist(app: Page, name: string): Promise<void> {
  await applyDocument(app, { kind: 'picklist', name, label: 'Early', values: [{ value: 'one', label: 'One' }] });
}

async function applyDocument(app: Page, put: unknown): Promise<void> {
  const applied = await app.request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: ["DATA_LOSS"]) { revision } }', variables: { edits: [{ put }] } },
  });
  expect((await applied.json() as { errors?: unknown }).errors).toBeUndefined();
}

test('A view of one’s own is designed without JSON, and its list opens', async ({ app }) => {
  const label = `Big ${words()}`;
  await app.goto(`${url()}/studio/objects/Account?tab=views`);
  await app.getByRole('button', { name: 'New View' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)' }).fill(label);
  await app.getByRole('button', { name: 'OK' }).click();
  await expect(app.getByRole('heading', { name: label })).toBeVisible();
  const columns = app.getByRole('list', { name: 'Columns' }).getByRole('listitem');
  await columns.nth(1).getByRole('button', { name: /Remove/ }).click();
  const second = await columns.nth(1).textContent();
  // By keyboard: taken up, moved one place up, put down.
  await columns.nth(1).focus();
  await app.keyboard.press('Space');
  await app.keyboard.press('ArrowUp');
  await app.keyboard.press('Space');
  await expect(columns.first()).toHaveText(second ?? '');
  await apply(app);
  await app.goto(`${url()}/Account`);
  await app.getByRole('tab', { name: label }).click();
  await expect(app.getByRole('table').getByRole('columnheader').nth(1)).toHaveText(second ?? '');
});

test('JSON is checked by the host while it is written', async ({ app }) => {
  await app.goto(`${url()}/studio/documents/view/allAccounts?tab=json`);
  const editor = app.getByRole('textbox', { name: 'allAccounts' });
  await editor.click();
  await app.keyboard.press('Control+Home');
  await app.keyboard.press('End');
  await app.keyboard.type('"colour": 1,');
  await expect(app.locator('.cm-lintRange-error')).toHaveText('"colour"');
  await app.locator('.cm-lintRange-error').hover();
  await expect(app.getByText('There is no key "colour" here.')).toBeVisible();
});

test('A role’s rights are a matrix, down to single fields', async ({ app }) => {
  const label = `Guest ${words()}`;
  await app.goto(`${url()}/studio/documents/role`);
  await app.getByRole('button', { name: 'New Role' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)' }).fill(label);
  await app.getByRole('button', { name: 'OK' }).click();
  const row = app.getByRole('row').filter({ has: app.getByRole('cell', { name: 'Account', exact: true }) });
  await row.getByRole('combobox', { name: 'Read: Account' }).click();
  await app.getByRole('option', { name: 'own' }).click();
  await row.getByRole('button', { name: 'All fields' }).click();
  await app.getByRole('combobox', { name: 'Phone' }).click();
  await app.getByRole('option', { name: 'hidden' }).click();
  await expect(row.getByRole('button', { name: '1 exception' })).toBeVisible();
  await app.getByRole('spinbutton', { name: 'Greatest page' }).fill('5000');
  await expect(app.getByText('1 to 1,000')).toBeVisible();
  await app.getByRole('spinbutton', { name: 'Greatest page' }).fill('200');
  await app.getByRole('combobox', { name: 'Schema' }).click();
  await app.getByRole('option', { name: 'hidden' }).click();
  await app.getByRole('tab', { name: 'JSON' }).click();
  await expect(app.locator('.cm-content')).toContainText('"read": "own"');
  await expect(app.locator('.cm-content')).toContainText('"field": "phone"');
  await expect(app.locator('.cm-content')).toContainText('"maxPageSize": 200');
  await expect(app.locator('.cm-content')).toContainText('"introspection": false');
});

test('Of two administrators who deploy at once the second is told, and can go on', async ({ app }) => {
  const label = `Late ${words()}`;
  await app.goto(`${url()}/studio/documents/picklist`);
  await app.getByRole('button', { name: 'New Picklist' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)' }).fill(label);
  await app.getByRole('button', { name: 'OK' }).click();
  await app.getByRole('button', { name: 'Add choice' }).click();
  await app.getByRole('textbox', { name: 'English', exact: true }).last().fill('First');
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await expect(plan.getByRole('button', { name: 'Apply' })).toBeEnabled();

  await applyPicklist(app, `early${words()}`);

  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan.getByRole('alert')).toContainText('Someone else has applied changes');
  await plan.getByRole('button', { name: 'Load the new state and plan again' }).click();
  await expect(plan.getByRole('alert')).toBeHidden();
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan).toBeHidden();
});

test('Revisions name their author and show what became of each document', async ({ app }) => {
  const name = `seen${words()}`;
  await applyPicklist(app, name);
  await app.goto(`${url()}/studio/revisions`);
  const latest = app.getByRole('table', { name: 'Revisions' }).locator('tbody tr').first();
  await expect(latest).toContainText('Administrator');
  await latest.getByRole('button', { name: /in detail/ }).click();
  await expect(app.locator('pre').first()).toContainText(`"name": "${name}"`);
});

test('A revision tells what it breaks for clients', async ({ app }) => {
  const name = `Shown${words()}`;
  const object = (field: string) => ({
    kind: 'object', name, label: name, pluralLabel: `${name}s`, nameField: 'title', fields: [{ name: 'title', type: 'text', label: 'Title' }, { name: field, type: 'text', label: 'Some' }],
  });
  await applyDocument(app, object('before'));
  await applyDocument(app, object('after'));
  await app.goto(`${url()}/studio/revisions`);
  const latest = app.getByRole('table', { name: 'Revisions' }).locator('tbody tr').first();
  await expect(latest).toContainText(/changes? breaks? clients/);
  await latest.getByRole('button', { name: /in detail/ }).click();
  const changes = app.getByRole('list', { name: 'For clients of the API' });
  await expect(changes.getByRole('listitem').filter({ hasText: `${name}.before` }).first()).toContainText('breaks');
});
