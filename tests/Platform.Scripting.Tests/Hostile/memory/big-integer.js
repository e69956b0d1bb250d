// An integer of a thousand million bits.
// Expected: HOOK_THROWN, HOOK_CPU_TIME, HOOK_MEMORY
export default (context) => {
  return String(1n << (1n << 30n));
};
