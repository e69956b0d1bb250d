// The character U+0000 in the name of a field.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = { 'a\0b': 1 };
};
