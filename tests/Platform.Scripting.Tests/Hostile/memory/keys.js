// A result with a million fields.
// Expected: HOOK_RESULT_INVALID, HOOK_MESSAGE_TOO_LARGE, HOOK_CPU_TIME, HOOK_MEMORY
export default (context) => {
  const value = {};
  for (let n = 0; n < 1_000_000; n++) value[`field${n}`] = n;
  context.records[0].name = value;
};
