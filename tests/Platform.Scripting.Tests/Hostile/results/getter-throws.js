// A getter that throws.
// Expected: HOOK_THROWN
export default (context) => {
  context.records[0].name = { get a() { throw new Error('from the getter'); } };
};
