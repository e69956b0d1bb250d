// The worker: runs scripts of others in V8 isolates, for one lease at a time. It holds no secret and decides nothing; the host trusts no word of it.
// The first line on standard input says where the host listens; when the socket ends, so does the process.

import fs from 'node:fs';
import net from 'node:net';
import readline from 'node:readline';
import { Connection } from './frames.mjs';
import { Lease } from './lease.mjs';
import { IsolateStock } from './stock.mjs';

// isolated-vm may crash in an orderly exit.
const end = () => process.kill(process.pid, 'SIGKILL');

const lines = readline.createInterface({ input: process.stdin });
lines.on('close', end);
lines.once('line', (line) => serve(JSON.parse(line)));

function serve({ socket, token, maxMessageBytes, heapMb, bootstrap }) {
  const stock = new IsolateStock(heapMb, bootstrap);
  const connected = net.connect(socket);
  // The event loop does not read from it.
  connected.pause();
  connected.on('error', end);
  connected.on('connect', () => {
    const connection = new Connection(connected, maxMessageBytes);
    stock.fill();
    connection.send({ t: 'hello', token, node: process.version, pid: process.pid });
    turn(connection, stock);
  });
}

/** One lease from its first message to its last. */
function turn(connection, stock) {
  try {
    serveLease(connection, stock);
    // The next lease finds all ready; this one's owner does not wait for it.
    stock.fill();
  } catch (error) {
    fs.writeSync(2, String(error?.stack ?? error));
    end();
  }
  // What isolates let go of in this thread is let go of in its event loop.
  setImmediate(turn, connection, stock);
}

function serveLease(connection, stock) {
  let lease = null;
  for (;;) {
    const message = connection.receive();
    if (message === null) return end();
    const { head, body } = message;
    switch (head.t) {
      case 'run':
        lease ??= new Lease(stock, connection, head.tenant);
        lease.start(head, body);
        break;
      case 'answer':
        lease?.answer(head, body);
        break;
      case 'forget':
        stock.forgetSources();
        break;
      default:
        lease?.end();
        return undefined;
    }
  }
}
