// Frames of the stack, which may hold functions of the platform.
// Expected: HOOK_THROWN
export default (context) => {
  Error.prepareStackTrace = (error, frames) => frames.map((frame) => frame.getThis?.() ?? frame.getFunction?.());
  for (const one of new Error().stack) {
    if (one !== undefined && one !== null && one !== globalThis && typeof one?.constructor?.constructor === 'function') {
      const type = one.constructor.constructor('return typeof process')();
      if (type !== 'undefined') context.log.error('ESCAPED', type);
    }
  }
  throw new Error('Nothing was found.');
};
