// A promise that never comes.
// Expected: HOOK_STUCK
export default (context) => {
  return { then() {} };
};
