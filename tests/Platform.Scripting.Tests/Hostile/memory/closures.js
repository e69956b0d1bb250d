// A chain of functions that hold each other.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_WORKER_DIED
export default (context) => {
  let last = null;
  for (;;) {
    const before = last;
    const data = new Array(1000).fill(0);
    last = () => [before, data];
  }
};
