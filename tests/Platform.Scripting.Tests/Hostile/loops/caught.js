// A loop that would catch its own end.
// Expected: HOOK_CPU_TIME
export default (context) => {
  for (;;) {
    try {
      for (;;);
    } catch {
      continue;
    } finally {
      for (;;);
    }
  }
};
