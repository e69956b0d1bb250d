// A map without an end.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_THROWN, HOOK_WORKER_DIED
export default (context) => {
  const map = new Map();
  for (let n = 0; ; n++) map.set(n, { n });
};
