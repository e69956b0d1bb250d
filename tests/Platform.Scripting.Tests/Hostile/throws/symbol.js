// A symbol.
// Expected: HOOK_THROWN
export default (context) => {
  throw Symbol('x');
};
