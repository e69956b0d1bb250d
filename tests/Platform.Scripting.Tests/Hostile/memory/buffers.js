// Buffers outside of the heap.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_THROWN, HOOK_WORKER_DIED
export default (context) => {
  const all = [];
  for (;;) all.push(new Uint8Array(16 * 1024 * 1024).fill(1));
};
