// A line of fifty megabytes.
// Expected: HOOK_LOG_TOO_LARGE, HOOK_MEMORY, HOOK_CPU_TIME
export default (context) => {
  console.log('x'.repeat(50_000_000));
};
