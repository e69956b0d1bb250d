// A loop in the engine while an answer is on its way.
// Expected: HOOK_CPU_TIME
export default async (context) => {
  const second = context.db.get('Account', '2');
  await context.db.get('Account', '1');
  for (;;) '\ufdfa'.repeat(2_000_000).normalize('NFKD');
};
