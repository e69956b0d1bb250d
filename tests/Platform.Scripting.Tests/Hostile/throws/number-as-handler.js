// A handler that is no function.
// Expected: HOOK_NO_HANDLER
export default 42;
