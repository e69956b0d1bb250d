// A proxy that throws when it is read.
// Expected: HOOK_THROWN
export default (context) => {
  throw new Proxy({}, { get() { throw 1; } });
};
