// Products of ever longer integers.
// Expected: HOOK_CPU_TIME
export default (context) => {
  let n = 3n;
  for (;;) n *= n;
};
