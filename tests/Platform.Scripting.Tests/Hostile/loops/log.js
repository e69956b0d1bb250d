// A logged value whose getter never returns.
// Expected: HOOK_CPU_TIME
export default (context) => {
  context.log.info({ get a() { for (;;); } });
};
