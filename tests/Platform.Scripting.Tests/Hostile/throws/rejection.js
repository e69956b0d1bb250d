// A rejected promise.
// Expected: HOOK_THROWN
export default (context) => {
  return Promise.reject(null);
};
