// A log without an end.
// Expected: HOOK_LOG_TOO_LARGE
export default (context) => {
  for (;;) console.log('x'.repeat(100));
};
