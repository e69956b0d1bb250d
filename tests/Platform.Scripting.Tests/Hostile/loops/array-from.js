// A list made of two thousand million entries.
// Expected: HOOK_CPU_TIME, HOOK_MEMORY
export default (context) => {
  Array.from({ length: 2 ** 31 }, () => 1);
};
