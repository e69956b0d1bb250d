// A pattern of ten million characters.
// Expected: HOOK_THROWN, HOOK_CPU_TIME, HOOK_MEMORY, HOOK_WORKER_DIED
export default (context) => {
  new RegExp(`(${'a|'.repeat(5_000_000)}b)`).test('a');
};
