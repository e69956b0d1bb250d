// A call under way at the end, beside one that was waited for.
// Expected: HOOK_UNAWAITED
export default async (context) => {
  const late = context.db.get('Account', '1');
  void late;
  await context.db.get('Account', '2');
  void context.db.get('Account', '3');
};
