// A text that doubles.
// Expected: HOOK_THROWN
export default (context) => {
  let text = 'x';
  for (;;) text += text;
};
