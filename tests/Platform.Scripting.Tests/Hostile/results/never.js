// A promise that nobody resolves.
// Expected: HOOK_STUCK
export default (context) => {
  return new Promise(() => {});
};
