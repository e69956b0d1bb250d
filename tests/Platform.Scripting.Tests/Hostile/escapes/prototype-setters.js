// Setters on prototypes that would see what the platform writes.
// Expected: ok
export default (context) => {
  for (const name of ['id', 'name', 'changes', 'index', 'values', 'errors', 'then', 'resolve']) {
    Object.defineProperty(Object.prototype, name, { set() { context.log.error('ESCAPED', name); }, get() { return undefined; }, configurable: true });
  }
  for (let n = 0; n < 10; n++) Object.defineProperty(Array.prototype, n, { set() { context.log.error('ESCAPED', n); }, configurable: true });
};
