// An object.
// Expected: HOOK_THROWN
export default (context) => {
  throw { a: 1 };
};
