// Lists of lists.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_WORKER_DIED
export default (context) => {
  const all = [];
  for (;;) all.push(new Array(100_000).fill(all.length));
};
