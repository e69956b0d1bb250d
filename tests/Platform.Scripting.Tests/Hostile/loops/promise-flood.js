// Promises that make promises.
// Expected: HOOK_CPU_TIME, HOOK_MEMORY
export default async (context) => {
  const again = () => Promise.resolve().then(again);
  await again();
};
