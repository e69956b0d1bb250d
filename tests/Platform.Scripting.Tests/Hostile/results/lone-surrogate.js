// Half of a surrogate pair.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = '\ud800';
};
