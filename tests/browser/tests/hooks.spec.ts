import type { Page } from '@playwright/test';
import { createAccount, expect, test, url } from './app';

const words = (): string => Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Takes a hook away again: tests after this one create accounts, too. */
async function removed(app: Page, name: string): Promise<void> {
  const answer = await app.request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits) { revision } }', variables: { edits: [{ remove: { kind: 'hook', name } }] } },
  });
  expect((await answer.json() as { errors?: unknown }).errors).toBeUndefined();
}

/** Replaces what stands in the editor of a source. */
async function write(app: Page, file: string, source: string): Promise<void> {
  const editor = app.getByRole('textbox', { name: file });
  await editor.click();
  await app.keyboard.press('Control+a');
  await app.keyboard.insertText(source);
}

test('A hook is written with completion and types, tried over earlier saves, published, traced when it fails, and repeated', async ({ app }) => {
  test.setTimeout(180_000);
  const word = words(), name = `check${capital(word)}`, file = `${name}.ts`;
  const source = (line: string): string => `export default function handler({ records }: HookContext<'Account'>): void {\n  for (const record of records) {\n    ${line}\n  }\n}\n`;
  await createAccount(app.request, `Earlier ${word}`);
  await app.goto(`${url()}/studio/documents/hook`);
  await app.getByRole('button', { name: 'New Hook' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Label (English)' }).fill(`Check ${word}`);
  await dialog.getByRole('combobox', { name: 'Object' }).click();
  await app.getByRole('option', { name: 'Account', exact: true }).click();
  await dialog.getByRole('button', { name: 'OK' }).click();

  // Names are completed from the model.
  await write(app, file, source('record.nam'));
  for (let i = 0; i < 7; i++) await app.keyboard.press('ArrowLeft');
  await app.keyboard.press('Control+Space');
  const names = app.getByRole('listbox');
  await expect(names.getByRole('option', { name: 'name', exact: true })).toBeVisible();
  await app.keyboard.press('Escape');

  // What does not fit is marked where it stands.
  await write(app, file, source('record.name = 42;'));
  const marked = app.locator('.cm-lintRange-error');
  await expect(marked.first()).toHaveText('record');
  await marked.first().hover();
  await expect(app.getByText(/not assignable to type/).first()).toBeVisible();
  await write(app, file, source(`if (record.name?.endsWith('${word}')) (record as any).missing.at();`));
  await expect(marked).toHaveCount(0);

  // Earlier saves are tried before anybody is stopped.
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await plan.getByRole('button', { name: 'Try' }).click();
  await expect(plan.getByRole('status')).toContainText(/saves tried: 1 comes out differently\./);
  await expect(plan.getByRole('table')).toContainText('HOOK_THROWN');
  await expect(plan.getByRole('table')).toContainText(`${file}:3:`);
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan).toBeHidden();

  try {
    const answer = await app.request.post(`${url()}/graphql`, { data: { query: `mutation { createAccount(input: { name: "Broken ${word}" }) { record { id } } }` } });
    expect((await answer.json() as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe('HOOK_FAILED');

    await app.goto(`${url()}/studio/traces`);
    const row = app.getByRole('row', { name: new RegExp(name) });
    await expect(row).toContainText('failed');
    await row.getByRole('link').click();
    await expect(app.getByRole('table', { name: 'Course of events' }).getByRole('rowheader', { name })).toBeVisible();
    await expect(app.getByText(new RegExp(`${file}:3:`)).first()).toBeVisible();
    await app.getByRole('button', { name: 'Repeat with the present source' }).click();
    await expect(app.getByText('It ends as it did. Nothing was changed by repeating it.')).toBeVisible();

    // A mended source is tried over the run that failed before it is published.
    await app.goto(`${url()}/studio/documents/hook/${name}`);
    await write(app, file, source("if (record.name === undefined) record.name = 'x';"));
    await app.getByRole('tab', { name: 'Traces' }).click();
    await app.getByRole('row', { name: new RegExp(name) }).getByRole('link').click();
    await app.getByRole('button', { name: 'Repeat with the draft' }).click();
    await expect(app.getByRole('table', { name: 'Differences' })).toContainText('/failure');
  } finally {
    await removed(app, name);
  }
});
