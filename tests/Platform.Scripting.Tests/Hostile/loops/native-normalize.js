// A function of the engine that cannot be interrupted.
// Expected: HOOK_CPU_TIME
export default (context) => {
  for (;;) '\ufdfa'.repeat(2_000_000).normalize('NFKD');
};
