// An error with a stack of a million characters.
// Expected: HOOK_THROWN
export default (context) => {
  throw Object.assign(new Error('x'), { stack: 'y'.repeat(1_000_000) });
};
