// The tests of a file, and the order in which they run: one after the other, as they stand.

import { takeUnawaited } from './expect.mjs';

const tests = [];

export function test(name, run) {
  tests.push({ name: String(name), run });
}

test.skip = (name) => tests.push({ name: String(name), run: null });

export async function runAll(channel, filter, timeoutMs) {
  for (const { name, run } of tests) {
    if (filter && !name.toLowerCase().includes(filter.toLowerCase())) continue;
    if (run === null) {
      channel.skip(name);
      continue;
    }
    channel.begin(name);
    const begun = performance.now();
    const failure = await outcome(run, timeoutMs);
    channel.end(performance.now() - begun, failure);
  }
}

async function outcome(run, timeoutMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The test did not end within ${timeoutMs / 1000} s.`)), timeoutMs);
  });
  try {
    await Promise.race([run(), late]);
    return takeUnawaited() ?? null;
  } catch (error) {
    takeUnawaited();
    return error ?? new Error(`The test threw ${error}.`);
  } finally {
    clearTimeout(timer);
  }
}
