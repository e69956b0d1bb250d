// A field whose getter never returns.
// Expected: HOOK_CPU_TIME
export default (context) => {
  Object.defineProperty(context.records[0], 'name', { get() { for (;;); }, enumerable: true });
};
