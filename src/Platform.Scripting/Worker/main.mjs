// The worker: runs scripts of others in V8 isolates, for one lease at a time. It holds no secret and decides nothing; the host trusts no word of it.
// The first line on standard input says where the host listens; when standard input or the socket ends, so does the process.

import net from 'node:net';
import readline from 'node:readline';
import { FrameReader, frame } from './frames.mjs';
import { Lease } from './lease.mjs';
import { IsolateStock } from './stock.mjs';

// isolated-vm may crash in an orderly exit.
const end = () => process.kill(process.pid, 'SIGKILL');

const lines = readline.createInterface({ input: process.stdin });
lines.on('close', end);
lines.once('line', (line) => serve(JSON.parse(line)));

function serve({ socket, token, maxMessageBytes, heapMb, bootstrap }) {
  const stock = new IsolateStock(heapMb, bootstrap);
  const connection = net.connect(socket);
  const reader = new FrameReader(maxMessageBytes);
  const send = (head, body) => connection.write(frame(head, body));
  let lease = null;

  const handlers = {
    run: (head, body) => {
      lease ??= new Lease(stock, send, head.tenant);
      lease.start(head, body);
    },
    answer: (head, body) => lease?.answer(head, body),
    forget: () => stock.forgetSources(),
    end: () => {
      lease?.end();
      lease = null;
      // The next lease finds all ready; this one's owner does not wait for it.
      setImmediate(() => stock.fill());
    },
  };

  connection.on('connect', () => {
    stock.fill();
    send({ t: 'hello', token, node: process.version, pid: process.pid });
  });
  connection.on('data', (chunk) => {
    for (const { head, body } of reader.push(chunk)) handlers[head.t](head, body);
  });
  connection.on('error', end);
  connection.on('close', end);
}
