// Stack traces that are computed without an end.
// Expected: HOOK_CPU_TIME
export default (context) => {
  Error.prepareStackTrace = () => { for (;;); };
  throw new Error("x");
};
