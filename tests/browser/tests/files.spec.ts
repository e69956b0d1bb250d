import { deflateSync } from 'node:zlib';
import { expect, test, url } from './app';

test('A picture is uploaded, shown in the form and on the page, and opens in its full size', async ({ app }) => {
  await app.goto(`${url()}/Account/create`);
  await app.getByLabel('Account Name').fill(`Pictured ${Date.now()}`);
  await app.getByLabel('Logo', { exact: true }).last().setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(8, 4) });
  await expect(app.getByRole('img', { name: 'logo.png' })).toBeVisible();
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  const picture = app.getByRole('button', { name: 'Enlarge: logo.png' });
  await picture.click();
  await expect(app.getByRole('dialog').getByRole('img')).toHaveJSProperty('naturalWidth', 8);
});

test('A file of another kind, and one that only claims to be of the kind, are refused in words', async ({ app }) => {
  await app.goto(`${url()}/Account/create`);
  const logo = app.getByLabel('Logo', { exact: true }).last();
  await logo.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
  await expect(app.getByText('“notes.txt” is not of a kind that is accepted here.')).toBeVisible();
  await logo.setInputFiles({ name: 'claimed.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') });
  await expect(app.getByText('“claimed.png” is not of a kind that is accepted here.')).toBeVisible();
  await logo.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(11 * 1024 * 1024) });
  await expect(app.getByText('The file is larger than 10 MB.')).toBeVisible();
});

test('An upload shows how far it is, can be stopped, and can be tried again after a lost connection', async ({ app }) => {
  await app.goto(`${url()}/Account/create`);
  let arrived: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => { arrived = resolve; });
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => { release = resolve; });
  await app.route('**/files', async (route) => {
    arrived();
    await held;
    await route.abort();
  }, { times: 1 });
  const logo = app.getByLabel('Logo', { exact: true }).last();
  await logo.setInputFiles({ name: 'slow.png', mimeType: 'image/png', buffer: png(4, 4) });
  await waiting;
  await expect(app.getByRole('progressbar', { name: 'slow.png' })).toBeVisible();
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('alert').filter({ hasText: 'The upload has not finished.' })).toBeVisible();
  release();
  await expect(app.getByText('The connection was lost while uploading.')).toBeVisible();
  await app.getByRole('button', { name: 'Try again' }).click();
  await expect(app.getByRole('img', { name: 'slow.png' })).toBeVisible();
});

/** A picture of one colour. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((1 + width * 3) * height, 0x60);
  for (let row = 0; row < height; row++) rows[row * (1 + width * 3)] = 0;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, check]);
}

/** The checksum of PNG chunks (ISO 3309). */
function crc32(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}
