// Null.
// Expected: HOOK_THROWN
export default (context) => {
  throw null;
};
