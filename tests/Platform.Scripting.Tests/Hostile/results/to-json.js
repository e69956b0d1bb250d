// A value that says what it is as JSON.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = { toJSON() { return 'x'; } };
};
