// A function.
// Expected: HOOK_THROWN
export default (context) => {
  throw () => 1;
};
