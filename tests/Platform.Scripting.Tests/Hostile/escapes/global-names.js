// Names of the host.
// Expected: HOOK_THROWN
export default (context) => {
  for (const name of ['process', 'require', 'Buffer', 'fetch', 'setTimeout', 'setInterval', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry', 'module', 'global', 'XMLHttpRequest', 'performance', 'structuredClone', 'navigator']) {
    if (name in globalThis) context.log.error('ESCAPED', name);
  }
  throw new Error('Nothing was found.');
};
