// Ten thousand calls, with the limit caught.
// Expected: HOOK_TOO_MANY_CALLS
export default async (context) => {
  for (let n = 0; n < 10_000; n++) {
    try {
      await context.db.get('Account', `${n}`);
    } catch {
      continue;
    }
  }
};
