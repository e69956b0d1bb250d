// Ten thousand calls, one after the other.
// Expected: HOOK_TOO_MANY_CALLS
export default async (context) => {
  for (let n = 0; n < 10_000; n++) await context.db.get('Account', `${n}`);
};
