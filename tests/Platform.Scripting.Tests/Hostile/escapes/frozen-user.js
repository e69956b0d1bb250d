// Another user.
// Expected: HOOK_THROWN
export default (context) => {
  context.user.id = 'someone else';
};
