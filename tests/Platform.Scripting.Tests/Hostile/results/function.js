// A function.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = () => 1;
};
