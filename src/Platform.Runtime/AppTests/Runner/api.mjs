// What tests import from "platform:test".

import { host } from './channel.mjs';

export { expect } from './expect.mjs';
export { test } from './tests.mjs';

const MILLISECONDS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, milliseconds: 1 };

/** Somebody who uses the tenant: a role, or { roles, name, language, timeZone }. The same description is the same person. */
export const as = (who) => {
  const user = typeof who === 'string' ? { roles: [who] } : who;
  const ask = (name, args) => host().call(name, { user, ...args });
  return Object.freeze({
    id: () => ask('user', {}),
    create: (object, values) => ask('create', { object, values }),
    update: (object, id, values) => ask('update', { object, id, values }),
    delete: (object, id) => ask('delete', { object, id }),
    restore: (object, id) => ask('restore', { object, id }),
    get: (object, id, fields) => ask('get', { object, id, fields }),
    query: (object, options = {}) => ask('query', { object, ...options }),
    aggregate: (object, options = {}) => ask('aggregate', { object, ...options }),
    graphql: (query, variables = {}) => ask('graphql', { query, variables }),
  });
};

export const admin = as('administrator');

export const clock = Object.freeze({
  now: async () => new Date(await host().call('clock.now', {})),
  set: (instant) => host().call('clock.set', { at: new Date(instant).toISOString() }),
  advance: (by) => host().call('clock.advance', { ms: typeof by === 'number' ? by : Object.entries(by).reduce((sum, [unit, count]) => sum + count * (MILLISECONDS[unit] ?? NaN), 0) }),
});

const prepared = (call, answer) => {
  const { json, body, ...rest } = answer;
  const rule = typeof call === 'string' ? { url: call } : call;
  return host().call('http.when', { ...rule, ...rest, body: json === undefined ? body : JSON.stringify(json), headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...rest.headers } });
};

/** Other systems. What no answer is prepared for fails. */
export const http = Object.freeze({
  when: (call) => Object.freeze({ reply: (answer = {}) => prepared(call, answer) }),
  calls: () => host().call('http.calls', {}),
  reset: () => host().call('http.reset', {}),
});

export const secrets = Object.freeze({ set: (name, value) => host().call('secrets.set', { name, value }) });

/** Switches a hook or an action on that its package leaves to administrators. */
export const activate = (name) => host().call('activate', { name });

/** Waits until everything that is due has happened: timers, deliveries. */
export const settle = () => host().call('settle', {});
