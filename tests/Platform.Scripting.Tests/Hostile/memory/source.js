// Source text of ten million signs, compiled while it runs.
// Expected: HOOK_THROWN, HOOK_CPU_TIME, HOOK_MEMORY, HOOK_WORKER_DIED
export default (context) => {
  new Function(`return ${'1+'.repeat(5_000_000)}1`)();
};
