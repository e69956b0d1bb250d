// A call in the last moment.
// Expected: HOOK_UNAWAITED, HOOK_THROWN
export default (context) => {
  Promise.resolve().then(() => Promise.resolve()).then(() => context.db.get('Account', '1'));
  return Promise.resolve().then(() => context.db.get('Account', '2') && undefined);
};
