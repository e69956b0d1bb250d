// A map.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = new Map([[1, 2]]);
};
