// Calls under way at once whose arguments are long together.
// Expected: HOOK_MESSAGE_TOO_LARGE
export default async (context) => {
  const value = 'x'.repeat(50_000);
  await Promise.all(Array.from({ length: 10 }, () => context.db.create('Account', { name: value })));
};
