// A value whose getter never returns.
// Expected: HOOK_CPU_TIME
export default (context) => {
  context.records[0].name = { get first() { for (;;); } };
};
