// Recursion without an end.
// Expected: HOOK_THROWN
export default (context) => {
  const again = () => again();
  again();
};
