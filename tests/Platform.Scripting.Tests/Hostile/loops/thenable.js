// A result whose then never returns.
// Expected: HOOK_CPU_TIME
export default (context) => {
  return { then() { for (;;); } };
};
