// A proxy that throws.
// Expected: HOOK_THROWN
export default (context) => {
  context.records[0].name = new Proxy({}, { getPrototypeOf() { throw new Error('from the proxy'); } });
};
