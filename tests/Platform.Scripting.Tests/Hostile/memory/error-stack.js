// A message of fifty million characters.
// Expected: HOOK_THROWN, HOOK_CPU_TIME, HOOK_MEMORY
export default (context) => {
  Error.stackTraceLimit = 1e9;
  throw new Error('x'.repeat(50_000_000));
};
