// Symbols that the engine keeps for ever.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_WORKER_DIED
export default (context) => {
  for (let n = 0; ; n++) Symbol.for(`${n}`.repeat(100));
};
