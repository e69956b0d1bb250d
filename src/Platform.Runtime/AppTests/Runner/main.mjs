// Runs one test file of a package. Lines of JSON go to the host on standard output and come from it on standard input; whatever tests print themselves becomes a line of the log.

import fs from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { connect } from './channel.mjs';
import { runAll } from './tests.mjs';

Error.stackTraceLimit = 50;

const [root, file, filter, timeoutMs] = process.argv.slice(2);
const rootUrl = pathToFileURL(`${root}/`).href;
const channel = connect(rootUrl);
const loaded = new Set();

// Files of the package import each other as hooks do, the ending left out or not; "platform:test" is what docs/testing-apps.md describes.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'platform:test') return { url: new URL('./api.mjs', import.meta.url).href, format: 'module', shortCircuit: true };
    const isOwn = context.parentURL?.startsWith(rootUrl) && /^\.{1,2}\//.test(specifier);
    const found = isOwn || specifier.startsWith(rootUrl) ? locate(new URL(specifier, context.parentURL)) : undefined;
    if (!found) return next(specifier, context);
    loaded.add(found);
    return { url: found.href, format: found.pathname.endsWith('.ts') ? 'module-typescript' : 'module', shortCircuit: true };
  },
});

function locate(url) {
  const { href } = url;
  return [href, `${href}.ts`, `${href}.js`, href.replace(/\.js$/, '.ts')].map((candidate) => new URL(candidate)).find((candidate) => fs.statSync(candidate, { throwIfNoEntry: false })?.isFile());
}

try {
  await import(pathToFileURL(file).href);
} catch (error) {
  channel.failFile(error, loaded);
}
await runAll(channel, filter, Number(timeoutMs));
channel.done();
