// A value that contains itself.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  const list = [];
  list.push(list);
  context.records[0].name = list;
};
