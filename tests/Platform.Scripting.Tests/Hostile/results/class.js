// An object of a class.
// Expected: HOOK_RESULT_INVALID
export default (context) => {
  context.records[0].name = new (class Account {})();
};
