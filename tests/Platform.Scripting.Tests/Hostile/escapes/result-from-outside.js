// A record that the batch does not have.
// Expected: HOOK_THROWN
export default (context) => {
  context.records.push({ id: 'other', name: 'x' });
};
