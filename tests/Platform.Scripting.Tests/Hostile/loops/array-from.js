// A list made of two thousand million entries.
// Expected: HOOK_CPU_TIME, HOOK_MEMORY, HOOK_WORKER_DIED
export default (context) => {
  Array.from({ length: 2 ** 31 }, () => 1);
};
