// The network, where there is none.
// Expected: HOOK_THROWN
export default async (context) => {
  await context.http.request('http://127.0.0.1/');
};
