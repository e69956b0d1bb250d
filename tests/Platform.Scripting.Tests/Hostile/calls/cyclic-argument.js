// An argument that contains itself.
// Expected: HOOK_RESULT_INVALID
export default async (context) => {
  const values = {};
  values.values = values;
  await context.db.create("Account", values);
};
