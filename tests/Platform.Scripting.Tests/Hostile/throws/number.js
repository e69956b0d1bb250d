// A number.
// Expected: HOOK_THROWN
export default (context) => {
  throw 42;
};
