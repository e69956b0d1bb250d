// A proxy that hangs whoever asks for its keys.
// Expected: HOOK_CPU_TIME
export default (context) => {
  return (context.records[0].name = new Proxy({}, { ownKeys() { for (;;); } }));
};
