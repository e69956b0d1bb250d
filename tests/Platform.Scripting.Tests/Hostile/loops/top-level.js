// A loop while the module is evaluated.
// Expected: HOOK_CPU_TIME
for (;;);
export default () => {};
