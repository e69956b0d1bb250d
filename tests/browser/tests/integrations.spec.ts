import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { createAccount, expect, test, url } from './app';

const words = (): string => Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));

interface Receiver {
  readonly server: Server;
  readonly address: string;
  readonly bodies: string[];
}

/** A server of another system, that takes every call. */
async function receiver(): Promise<Receiver> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(200).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`, bodies };
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
    await apply(app);

    await app.getByRole('tab', { name: 'Calls' }).click();
    await app.getByRole('button', { name: 'Send a sample' }).click();
    await expect(app.getByText('The sample was taken (200).')).toBeVisible();
    await createAccount(app.request, `Told ${name}`);
    const calls = app.getByRole('region', { name: 'Calls' });
    await expect(calls.getByText('Account.create')).toBeVisible();
    await calls.getByRole('button', { name: 'Answer' }).first().click();
    await expect(calls.getByText('thank you')).toBeVisible();
    expect(other.bodies.at(-1)).toContain(`Told ${name}`);

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
  await apply(app);

  const body = JSON.stringify({ name: `Came in ${name}` });
  const signature = `sha256=${createHmac('sha256', 'shared by both').update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json' };
  expect((await request.post(address, { headers: { ...headers, 'x-hub-signature-256': signature }, data: body })).status()).toBe(200);
  expect((await request.post(address, { headers: { ...headers, 'x-hub-signature-256': 'sha256=00' }, data: body })).status()).toBe(401);
  await app.getByRole('tab', { name: 'Calls' }).click();
  const calls = app.getByRole('region', { name: 'Calls' });
  await expect(calls.getByText('200 · taken')).toBeVisible();
  await expect(calls.getByText('The call has no signature.')).toBeVisible();
  await removed(app, 'inboundEndpoint', `form${capital(name)}`);
});
