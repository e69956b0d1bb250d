// Promises that nobody resolves.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_WORKER_DIED
export default (context) => {
  const all = [];
  for (;;) all.push(new Promise(() => {}).then(() => all));
};
