import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Password of the administrator of the host under test, and of the people of the demo data. */
export const password = 'correct horse battery 7';

/** The longest that a first start may take: builds, the database's first start, the demo data. */
const startLimit = 240_000;

/**
 * Starts the real application with a fresh data directory and demo data on a free port, and stops it afterwards. With `PLATFORM_URL` the
 * tests run against a host that is already there.
 */
export default async function startHost(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.PLATFORM_URL !== undefined) return undefined;
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'platform-browser-'));
  const host = spawn('./platform', ['run', '--port', String(port), '--data', data, '--demo'], {
    cwd: join(import.meta.dirname, '..', '..'),
    // Webhooks of the tests call servers of this machine.
    env: { ...process.env, PLATFORM_ADMIN_PASSWORD: password, PLATFORM_DEMO_PASSWORD: password, PLATFORM_OUTBOUND_ALLOW: '127.0.0.0/8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said: string[] = [];
  host.stdout.on('data', (text: Buffer) => said.push(text.toString()));
  host.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  process.env.PLATFORM_URL = `http://localhost:${port}`;
  const stop = async () => {
    await stopped(host);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await ready(`${process.env.PLATFORM_URL}/health/ready`, host);
  } catch (error) {
    await stop();
    throw new Error(`The host did not start: ${String(error)}\n${said.join('')}`);
  }
  return stop;
}

async function ready(url: string, host: ChildProcess): Promise<void> {
  const end = Date.now() + startLimit;
  while (Date.now() < end) {
    if (host.exitCode !== null) throw new Error(`exit code ${host.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`not ready within ${startLimit / 1000} s`);
}

/** The script and the database it started form one process group. */
function stopped(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.pid === undefined) return Promise.resolve();
  const ended = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  process.kill(-host.pid, 'SIGTERM');
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
