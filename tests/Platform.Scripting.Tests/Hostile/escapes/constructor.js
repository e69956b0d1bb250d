// The constructor of a function of the platform.
// Expected: HOOK_THROWN
export default (context) => {
  const found = context.log.info.constructor.constructor('return typeof process + typeof require + typeof globalThis.fetch')();
  if (found !== 'undefinedundefinedundefined') context.log.error('ESCAPED', found);
  throw new Error('Nothing was found.');
};
