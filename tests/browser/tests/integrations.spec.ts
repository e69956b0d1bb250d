import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { createAccount, expect, graphql, test, url } from './app';

const words = (): string => Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));

interface Receiver {
  readonly server: Server;
  readonly address: string;
  readonly bodies: string[];
  readonly headers: IncomingHttpHeaders[];
}

/** A server of another system, that takes every call. */
async function receiver(): Promise<Receiver> {
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      bodies.push(body);
      headers.push(request.headers);
      response.writeHead(200).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`, bodies, headers };
}

async function apply(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await plan.getByRole('checkbox').check();
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan).toBeHidden();
}

/** Takes a document away again: the tests after these call nobody. */
async function removed(app: Page, kind: string, name: string): Promise<void> {
  const answer = await app.request.post(`${url()}/metadata`, {
    data: { query: 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits) { revision } }', variables: { edits: [{ remove: { kind, name } }] } },
  });
  expect((await answer.json() as { errors?: unknown }).errors).toBeUndefined();
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

async function newSecret(app: Page, name: string, value: string): Promise<void> {
  await app.goto(`${url()}/studio/secrets`);
  await app.getByRole('button', { name: 'New secret' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByLabel('Value').fill(value);
  await dialog.getByRole('button', { name: 'Set' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.getByText(name, { exact: true })).toBeVisible();
}

test('A webhook is designed, tried by a sample, and its calls are looked at in both languages', async ({ app }) => {
  const other = await receiver();
  try {
    const name = words();
    await newSecret(app, `key${name}`, '');
    await expect(app.getByText(/whsec_/)).toBeVisible();
    await app.goto(`${url()}/studio/documents/webhook`);
    await app.getByRole('button', { name: 'New Webhook' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Label (English)' }).fill(`Accounts ${name}`);
    await dialog.getByRole('combobox', { name: 'Object' }).click();
    await app.getByRole('option', { name: 'Account', exact: true }).click();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await app.getByRole('textbox', { name: 'Address' }).fill(other.address);
    await app.getByRole('combobox', { name: 'Secret' }).click();
    await app.getByRole('option', { name: `key${name}` }).click();
    await app.getByRole('button', { name: 'Add a header' }).click();
    const headers = app.getByRole('group', { name: 'Headers' });
    await headers.getByRole('textbox', { name: 'Header' }).fill('X-Source');
    await headers.getByRole('textbox', { name: 'Value' }).fill('crm');
    const query = app.getByRole('textbox', { name: 'Query' });
    await query.fill('query($id: ID!) { account(id: $id) { nam } }');
    await expect(app.getByText(/Cannot query field "nam".*line 1, column 38/)).toBeVisible();
    await query.fill('query($id: ID!) { account(id: $id) { name } }');
    await expect(app.getByText(/Cannot query field/)).toBeHidden();
    await apply(app);

    await app.getByRole('tab', { name: 'Calls' }).click();
    await app.getByRole('button', { name: 'Send a sample' }).click();
    await expect(app.getByText('The sample was taken (200).')).toBeVisible();
    await createAccount(app.request, `Told ${name}`);
    const calls = app.getByRole('region', { name: 'Calls' });
    await expect(calls.getByText('Account.create')).toBeVisible();
    await calls.getByRole('button', { name: 'Answer' }).first().click();
    await expect(calls.getByText('thank you')).toBeVisible();
    expect(JSON.parse(other.bodies.at(-1) ?? '{}')).toMatchObject({ data: { query: { account: { name: `Told ${name}` } } } });
    expect(other.headers.at(-1)).toMatchObject({ 'x-source': 'crm' });

    await app.getByRole('button', { name: 'Language' }).click();
    await app.getByRole('menuitem', { name: '简体中文' }).click();
    await expect(app.getByRole('region', { name: '调用记录' }).getByText('已接收').first()).toBeVisible();
    await removed(app, 'webhook', `accounts${capital(name)}`);
  } finally {
    other.server.close();
  }
});

test('An inbound endpoint has an address that a signed call reaches, and tells why another was not taken', async ({ app, request }) => {
  const name = words();
  await newSecret(app, `in${name}`, 'shared by both');
  await app.goto(`${url()}/studio/documents/inboundEndpoint`);
  await app.getByRole('button', { name: 'New Inbound endpoint' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Label (English)' }).fill(`Form ${name}`);
  await dialog.getByRole('combobox', { name: 'Object' }).click();
  await app.getByRole('option', { name: 'Account', exact: true }).click();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await app.getByRole('combobox', { name: 'Signed as' }).click();
  await app.getByRole('option', { name: 'GitHub' }).click();
  await app.getByRole('combobox', { name: 'Secret' }).click();
  await app.getByRole('option', { name: `in${name}` }).click();
  const address = await app.getByRole('textbox', { name: 'Address for senders' }).inputValue();
  await app.getByRole('button', { name: 'Add an input' }).click();
  const inputs = app.getByRole('group', { name: 'Taken out of the body' });
  await inputs.getByRole('textbox', { name: 'Name' }).last().fill('site');
  await inputs.getByRole('textbox', { name: 'Place in the body' }).last().fill('/links/0');
  await app.getByRole('button', { name: 'Set a field' }).click();
  const values = app.getByRole('group', { name: 'Fields that are set' });
  await values.getByRole('combobox', { name: 'Field' }).last().click();
  await app.getByRole('option', { name: 'Website', exact: true }).click();
  await values.getByRole('textbox', { name: 'Value' }).last().fill('record.site');
  await apply(app);

  const body = JSON.stringify({ name: `Came in ${name}`, links: ['https://example.com/in'] });
  const signature = `sha256=${createHmac('sha256', 'shared by both').update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json' };
  expect((await request.post(address, { headers: { ...headers, 'x-hub-signature-256': signature }, data: body })).status()).toBe(200);
  const made = await graphql(app.request, `{ accounts(filter: { name: { eq: "Came in ${name}" } }) { nodes { website } } }`);
  expect(made).toEqual({ accounts: { nodes: [{ website: 'https://example.com/in' }] } });
  expect((await request.post(address, { headers: { ...headers, 'x-hub-signature-256': 'sha256=00' }, data: body })).status()).toBe(401);
  await app.getByRole('tab', { name: 'Calls' }).click();
  const calls = app.getByRole('region', { name: 'Calls' });
  await expect(calls.getByText('200 · taken')).toBeVisible();
  await expect(calls.getByText('The call has no signature.')).toBeVisible();
  await removed(app, 'inboundEndpoint', `form${capital(name)}`);
});

test('A mail is put into words of one\'s own, seen in both languages, and refused with a placeholder that it does not have', async ({ app }) => {
  const name = words();
  await app.goto(`${url()}/studio/documents/mailTemplate`);
  await app.getByRole('button', { name: 'New Mail template' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Label (English)' }).fill(`Mentions ${name}`);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await app.getByRole('combobox', { name: 'Mail' }).click();
  await app.getByRole('option', { name: 'Mentioned in a comment' }).click();
  const english = app.getByRole('group', { name: 'English' }), chinese = app.getByRole('group', { name: 'Chinese' });
  await english.getByRole('textbox', { name: 'Subject' }).fill('News for {nam}');
  await expect(app.getByText(/"\{nam\}" is no placeholder of this mail \(en, line 1\)/)).toBeVisible();
  await english.getByRole('textbox', { name: 'Subject' }).fill('News for {name}');
  await chinese.getByRole('textbox', { name: 'Subject' }).fill('{name}的消息');
  await expect(app.getByText(/is no placeholder/)).toBeHidden();
  const preview = app.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('News for Ann Lee')).toBeVisible();
  await expect(preview.frameLocator('iframe').getByText('Wang Fang mentioned you')).toBeVisible();
  await preview.getByRole('button', { name: '简体中文' }).click();
  await expect(preview.getByText('李安的消息')).toBeVisible();
  await preview.getByRole('button', { name: 'Text' }).click();
  await expect(preview.getByText('王芳提到了您')).toBeVisible();
  await app.getByRole('button', { name: 'Review plan' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await expect(app.getByRole('dialog')).toBeHidden();
  await removed(app, 'mailTemplate', `mentions${capital(name)}`);
});
