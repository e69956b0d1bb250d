// A module of the host, asked for while it runs.
// Expected: HOOK_THROWN
export default async (context) => {
  const fs = await import('node:fs');
  context.log.error('ESCAPED', typeof fs);
};
