// JSON nested ten million deep.
// Expected: HOOK_THROWN, HOOK_CPU_TIME, HOOK_MEMORY, HOOK_WORKER_DIED
export default (context) => {
  const text = '['.repeat(10_000_000) + ']'.repeat(10_000_000);
  JSON.stringify(JSON.parse(text));
};
