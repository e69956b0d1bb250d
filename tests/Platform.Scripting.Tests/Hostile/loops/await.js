// A loop that waits for nothing each time.
// Expected: HOOK_CPU_TIME
export default async (context) => {
  for (;;) await null;
};
