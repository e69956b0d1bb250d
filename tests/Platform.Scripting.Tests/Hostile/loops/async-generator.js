// A generator without an end.
// Expected: HOOK_CPU_TIME
export default async (context) => {
  async function* forever() {
    for (;;) yield 1;
  }
  for await (const one of forever()) void one;
};
