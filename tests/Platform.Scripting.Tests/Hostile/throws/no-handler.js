// No handler.
// Expected: HOOK_NO_HANDLER
export const other = 1;
