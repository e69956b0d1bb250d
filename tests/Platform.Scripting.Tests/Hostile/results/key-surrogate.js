// Half of a surrogate pair as the name of a field.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0]['\ud800'] = 'x';
};
