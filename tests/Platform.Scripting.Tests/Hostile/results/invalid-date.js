// A date that is none.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = new Date(NaN);
};
