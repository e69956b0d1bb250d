// An argument that hangs whoever turns it into text.
// Expected: HOOK_CPU_TIME
export default (context) => {
  context.error(context.records[0], { toString() { for (;;); } }, 1);
};
