// Texts of millions of characters.
// Expected: HOOK_MEMORY, HOOK_CPU_TIME, HOOK_WORKER_DIED
export default (context) => {
  const all = [];
  for (let n = 0; ; n++) all.push(`${n}`.repeat(1_000_000).toUpperCase());
};
