// The same while the module is evaluated.
// Expected: HOOK_CPU_TIME
throw { get message() { for (;;); }, get stack() { for (;;); } };
