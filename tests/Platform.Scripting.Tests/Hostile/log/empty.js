// Lines without a byte.
// Expected: HOOK_LOG_TOO_LARGE
export default (context) => {
  for (let n = 0; n < 1_000; n++) console.log();
};
