// A join of a thousand million holes.
// Expected: HOOK_THROWN, HOOK_CPU_TIME, HOOK_MEMORY, HOOK_WORKER_DIED
export default (context) => {
  return new Array(2 ** 30).join('x');
};
