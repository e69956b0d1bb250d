// One buffer of eight gigabytes.
// Expected: HOOK_THROWN
export default (context) => {
  new Uint8Array(2 ** 33 - 1);
};
