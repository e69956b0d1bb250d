// A module that exports a then, by which whoever waits for it would be caught.
// Expected: ok
export const then = () => { for (;;); };
export default (context) => {
  context.records[0].name = 'x';
};
