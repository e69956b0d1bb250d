// A conversion that never returns.
// Expected: HOOK_CPU_TIME
export default (context) => {
  JSON.stringify({ toJSON() { for (;;); } });
};
