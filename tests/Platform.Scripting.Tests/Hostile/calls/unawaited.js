// A call that nobody waits for.
// Expected: HOOK_UNAWAITED
export default (context) => {
  context.db.get('Account', '1');
};
