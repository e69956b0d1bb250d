// A search through four thousand million holes.
// Expected: HOOK_CPU_TIME
export default (context) => {
  const list = [];
  list[4294967294] = 1;
  list.indexOf(2);
  for (;;) list.lastIndexOf(2);
};
