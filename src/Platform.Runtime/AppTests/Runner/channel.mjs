// The way to the host: calls and their answers, tests and their outcomes, lines of the log.

import readline from 'node:readline';
import { format } from 'node:util';
import { describeFailure } from './failures.mjs';

let current = null;

/** The channel of this process. */
export const host = () => current;

/** An error of the platform, as hooks have it. */
export class PlatformError extends Error {
  constructor({ code, message, problems }, origin) {
    super(message);
    this.name = 'PlatformError';
    this.code = code;
    this.problems = problems ?? [];
    // The stack is that of the call: the answer itself comes from nowhere that an author knows.
    this.stack = `PlatformError: ${message}\n${origin.stack.slice(origin.stack.indexOf('\n') + 1)}`;
  }
}

export function connect(rootUrl) {
  const write = process.stdout.write.bind(process.stdout);
  const send = (message) => write(`${JSON.stringify(message)}\n`);
  const waiting = new Map();
  let last = 0;

  for (const stream of [process.stdout, process.stderr]) stream.write = (chunk) => send({ t: 'log', text: String(chunk).replace(/\n$/, '') });
  for (const level of ['log', 'debug', 'info', 'warn', 'error']) console[level] = (...values) => send({ t: 'log', text: format(...values) });

  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const { id, value, error } = JSON.parse(line);
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new PlatformError(error, call.origin));
    else call?.resolve(value);
  });

  current = {
    call(name, args) {
      const origin = new Error();
      Error.captureStackTrace(origin, current.call);
      return new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject, origin });
        send({ t: 'call', id: last, name, args });
      });
    },
    begin: (name) => send({ t: 'begin', name }),
    skip: (name) => send({ t: 'skip', name }),
    end: (ms, failure) => send({ t: 'end', ms, failure: failure === null ? null : describeFailure(failure, rootUrl) }),
    failFile: (error, files) => send({ t: 'broken', failure: describeFailure(error, rootUrl, files) }),
    done() {
      send({ t: 'done' });
      lines.close();
      process.stdin.destroy();
    },
  };
  return current;
}
