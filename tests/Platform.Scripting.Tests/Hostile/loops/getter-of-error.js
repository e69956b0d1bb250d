// A thrown value that hangs whoever reads it.
// Expected: HOOK_CPU_TIME
export default (context) => {
  throw { get message() { for (;;); } };
};
