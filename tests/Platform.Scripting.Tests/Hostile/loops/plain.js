// A loop without an end.
// Expected: HOOK_CPU_TIME
export default (context) => {
  for (;;);
};
