// A loop after an answer of the platform.
// Expected: HOOK_CPU_TIME
export default async (context) => {
  await context.db.get('Account', '1');
  for (;;);
};
