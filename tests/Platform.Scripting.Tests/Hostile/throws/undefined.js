// Nothing.
// Expected: HOOK_THROWN
export default (context) => {
  throw undefined;
};
