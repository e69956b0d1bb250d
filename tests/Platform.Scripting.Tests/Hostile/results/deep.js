// A value nested ten thousand deep.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  let list = [];
  for (let n = 0; n < 10_000; n++) list = [list];
  context.records[0].name = list;
};
