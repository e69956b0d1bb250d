// A text longer than the engine has.
// Expected: HOOK_THROWN
export default (context) => {
  'x'.repeat(2 ** 30);
};
