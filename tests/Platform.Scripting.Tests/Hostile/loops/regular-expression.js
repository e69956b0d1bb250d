// A pattern that backtracks for ages.
// Expected: HOOK_CPU_TIME
export default (context) => {
  /^(a+)+$/.test(`${'a'.repeat(60)}!`);
};
