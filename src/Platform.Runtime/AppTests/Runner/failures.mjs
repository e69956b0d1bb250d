// A failure as the host tells it: message, place and frames in the package, and how the values differ, line by line.

import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { inspect } from 'node:util';

const MOST_LINES = 400;
const CONTEXT = 2;

export function describeFailure(error, rootUrl, files = new Set()) {
  const isError = error instanceof Error || typeof error?.stack === 'string';
  const stack = isError ? placed(error, files) : '';
  const isLong = (value) => value.length > 1;
  const hasValues = isError && 'expected' in error && 'actual' in error;
  return {
    message: isError ? syntaxMessage(error) : `The test threw ${inspect(error)}.`,
    frames: frames(stack, rootUrl),
    // What fits into the message has no need of lines.
    diff: hasValues && (isLong(lines(error.expected)) || isLong(lines(error.actual))) ? diff(lines(error.expected), lines(error.actual)) : null,
  };
}

const syntaxMessage = (error) => `${error.name === 'Error' || error.name === 'ClaimError' || error.name === 'PlatformError' ? '' : `${error.name}: `}${error.message}`;

const lines = (value) => (typeof value === 'string' ? value : inspect(value, { depth: 8, sorted: true, compact: false, breakLength: 120, maxArrayLength: 200 })).split('\n').slice(0, MOST_LINES);

// Of a syntax error in JavaScript the engine says the place to nobody who catches it; reading the files once more finds it.
function placed(error, files) {
  const stack = String(error.stack);
  if (!(error instanceof SyntaxError) || [...files].some((file) => stack.includes(file.href))) return stack;
  for (const file of files) {
    try {
      stripTypeScriptTypes(fs.readFileSync(file, 'utf8'), { sourceUrl: file.href });
    } catch (found) {
      const line = /^[^\n]*:(\d+)\n/.exec(String(found.stack))?.[1] ?? 1;
      return `${file.href}:${line}\n${String(found.stack).replaceAll(file.href, '')}`;
    }
  }
  return stack;
}

// "file:///…/hooks/lead.test.ts:4:22", in frames and at the head of a syntax error.
function frames(stack, rootUrl) {
  const found = [];
  for (const match of stack.matchAll(/(file:\/\/[^\s():]+):(\d+)(?::(\d+))?/g)) {
    if (!match[1].startsWith(rootUrl)) continue;
    const column = match[3] ?? columnOfCaret(stack);
    found.push({ file: decodeURIComponent(match[1].slice(rootUrl.length)), line: Number(match[2]), column: Number(column) });
  }
  return found.slice(0, 20);
}

const columnOfCaret = (stack) => (/\n( *)\^/.exec(stack)?.[1].length ?? 0) + 1;

/** The longest common subsequence keeps its lines; of what is equal only the neighbours of differences are shown. */
function diff(expected, actual) {
  const lengths = Array.from({ length: expected.length + 1 }, () => new Uint16Array(actual.length + 1));
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let k = actual.length - 1; k >= 0; k--) {
      lengths[i][k] = expected[i] === actual[k] ? lengths[i + 1][k + 1] + 1 : Math.max(lengths[i + 1][k], lengths[i][k + 1]);
    }
  }
  const all = [];
  let i = 0;
  let k = 0;
  while (i < expected.length || k < actual.length) {
    if (i < expected.length && k < actual.length && expected[i] === actual[k]) {
      all.push(`  ${expected[i++]}`);
      k++;
    } else if (i < expected.length && (k === actual.length || lengths[i + 1][k] >= lengths[i][k + 1])) all.push(`- ${expected[i++]}`);
    else all.push(`+ ${actual[k++]}`);
  }
  const differs = all.map((line) => !line.startsWith('  '));
  return all.filter((_, at) => differs.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).includes(true));
}
