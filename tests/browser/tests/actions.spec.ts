import type { Page } from '@playwright/test';
import { createAccount, expect, graphql, test, url } from './app';

/** Publishes documents the way another client would. */
async function publish(app: Page, edits: readonly object[]): Promise<void> {
  const answer = await app.request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits) { revision } }', variables: { edits } },
  });
  expect((await answer.json() as { errors?: unknown }).errors).toBeUndefined();
}

const script = (name: string, source: string) => ({ source: `${name}.js`, modules: [{ path: `${name}.js`, source }] });

const rename = {
  kind: 'action', name: 'renameAccount', label: { 'en': 'Rename', 'zh-CN': '改名' }, object: 'Account', confirm: { 'en': 'Its old name is gone then.', 'zh-CN': '原名称将不再保留。' },
  access: [{ object: 'Account', read: true, write: true }],
  input: [{ name: 'to', label: { 'en': 'New name', 'zh-CN': '新名称' }, type: 'text', required: true }],
  output: [{ name: 'before', label: { 'en': 'Name before', 'zh-CN': '原名称' }, type: 'text' }],
  ...script('renameAccount', `export default async ({ record, input, db, error }) => {
    if (input.to.includes('!')) { error('to', 'No exclamation marks.'); return null; }
    await db.update('Account', record.id, { name: input.to });
    return { before: record.name };
  };`),
};

const count = {
  kind: 'action', name: 'countContacts', label: { 'en': 'Count contacts', 'zh-CN': '统计联系人' }, object: 'Account', type: 'query', access: [{ object: 'Contact', read: true }],
  input: [], output: [{ name: 'contacts', label: { 'en': 'Contacts counted', 'zh-CN': '联系人数' }, type: 'integer' }],
  ...script('countContacts', `export default async ({ record, db }) => {
    const [found] = await db.aggregate('Contact', { filter: { account: { id: { eq: record.id } } } });
    return { contacts: found?.count ?? 0 };
  };`),
};

const noNoise = {
  kind: 'hook', name: 'noNoise', label: { 'en': 'No noise', 'zh-CN': '检查' }, object: 'Account', on: ['validate'],
  ...script('noNoise', "export default ({ records, error }) => { for (const r of records) if (r.shortName?.includes('!')) error(r, 'shortName', 'A short name is not shouted.'); };"),
};

const remove = (kind: string, name: string) => ({ remove: { kind, name } });

test('An action is carried out by its button: its form places what the server objects to, and its result is shown', async ({ app }) => {
  await publish(app, [{ put: rename }, { put: count }]);
  try {
    const name = `Renamed ${Date.now()}`;
    const account = await createAccount(app.request, name);
    await graphql(app.request, 'mutation($id: ID!) { createContact(input: { name: "Counted", mobile: "13800004321", account: $id }) { record { id } } }', { id: account });
    await app.goto(`${url()}/Account/${account}/show`);
    await app.getByRole('button', { name: 'Rename', exact: true }).click();
    const form = app.getByRole('dialog');
    await expect(form).toContainText('Its old name is gone then.');
    await form.getByLabel('New name').fill('Loud!');
    await form.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(form).toContainText('No exclamation marks.');
    await form.getByLabel('New name').fill(`${name} again`);
    await form.getByRole('button', { name: 'Rename', exact: true }).click();
    const result = app.getByRole('dialog', { name: 'Rename' });
    await expect(result).toContainText('Name before');
    await expect(result).toContainText(name);
    await result.getByRole('button', { name: 'Close' }).click();
    await expect(app.getByRole('heading', { name: `${name} again`, exact: true })).toBeVisible();

    await app.getByRole('button', { name: 'Count contacts' }).click();
    const counted = app.getByRole('dialog', { name: 'Count contacts' });
    await expect(counted.getByRole('definition')).toHaveText('1');
    await counted.getByRole('button', { name: 'Close' }).click();
  } finally {
    await publish(app, [remove('action', 'renameAccount'), remove('action', 'countContacts')]);
  }
});

test('A hook objects while a form is filled in, at the field, and again when it is saved', async ({ app }) => {
  await publish(app, [{ put: noNoise }]);
  try {
    await app.goto(`${url()}/Account/create`);
    await app.getByLabel('Account Name').fill(`Quiet ${Date.now()}`);
    await app.getByLabel('Short Name').fill('BOO!');
    await expect(app.getByText('A short name is not shouted.')).toBeVisible();
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.getByRole('alert').filter({ hasText: 'A short name is not shouted.' })).toBeVisible();
    await app.getByLabel('Short Name').fill('Boo');
    await expect(app.getByText('A short name is not shouted.')).toBeHidden();
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.getByRole('heading', { name: /^Quiet/ })).toBeVisible();
  } finally {
    await publish(app, [remove('hook', 'noNoise')]);
  }
});
