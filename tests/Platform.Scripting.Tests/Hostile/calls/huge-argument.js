// An argument of fifty megabytes.
// Expected: HOOK_MESSAGE_TOO_LARGE, HOOK_MEMORY, HOOK_CPU_TIME
export default async (context) => {
  await context.db.create('Account', { name: 'x'.repeat(50_000_000) });
};
