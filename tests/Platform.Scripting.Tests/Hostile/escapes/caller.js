// Who called a function.
// Expected: HOOK_THROWN
export default (context) => {
  function find() {
    return find.caller;
  }
  try {
    if (find()) context.log.error('ESCAPED');
  } catch {
    // Strict functions have no caller.
  }
  throw new Error('Nothing was found.');
};
