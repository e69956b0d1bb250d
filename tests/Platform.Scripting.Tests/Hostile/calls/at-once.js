// Ten thousand calls at once.
// Expected: HOOK_TOO_MANY_PENDING_CALLS
export default async (context) => {
  const all = [];
  for (let n = 0; n < 10_000; n++) all.push(context.db.get('Account', `${n}`));
  await Promise.all(all);
};
