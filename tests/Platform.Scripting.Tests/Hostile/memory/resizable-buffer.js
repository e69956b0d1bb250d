// A buffer that grows past every count.
// Expected: HOOK_THROWN
export default (context) => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 2 ** 30 });
  buffer.resize(2 ** 30);
};
