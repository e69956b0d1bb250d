// A log without an end, with the limit caught.
// Expected: HOOK_LOG_TOO_LARGE
export default (context) => {
  for (let n = 0; n < 1_000; n++) {
    try {
      console.log('x'.repeat(100));
    } catch {
      continue;
    }
  }
};
