// A comparison that never returns.
// Expected: HOOK_CPU_TIME
export default (context) => {
  [3, 1, 2].sort(() => { for (;;); });
};
