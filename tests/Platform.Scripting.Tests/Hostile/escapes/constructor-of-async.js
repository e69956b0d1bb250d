// Constructors of asynchronous functions and of the platform’s.
// Expected: HOOK_THROWN
export default (context) => {
  const made = (async () => {})().constructor.constructor('return typeof process')() + context.db.get.constructor('return typeof process')().slice(9);
  if (made !== 'undefined') context.log.error('ESCAPED', made);
  throw new Error('Nothing was found.');
};
