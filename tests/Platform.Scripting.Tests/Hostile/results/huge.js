// A hundred megabytes.
// Expected: HOOK_MESSAGE_TOO_LARGE, HOOK_MEMORY, HOOK_CPU_TIME
export default (context) => {
  context.records[0].name = 'x'.repeat(100_000_000);
};
