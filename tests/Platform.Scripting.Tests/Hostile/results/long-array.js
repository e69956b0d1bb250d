// A list of a thousand million holes.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  const list = [];
  list.length = 1_000_000_000;
  context.records[0].name = list;
};
