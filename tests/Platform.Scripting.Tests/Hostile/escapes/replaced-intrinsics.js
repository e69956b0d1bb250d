// Functions of the language, replaced.
// Expected: ok
export default (context) => {
  JSON.stringify = () => context.log.error('ESCAPED');
  JSON.parse = JSON.stringify;
  Map.prototype.get = JSON.stringify;
  Promise.prototype.then = JSON.stringify;
  Array.prototype.push = JSON.stringify;
  Reflect.ownKeys = JSON.stringify;
  Object.freeze = JSON.stringify;
  Function.prototype.call = JSON.stringify;
  Function.prototype.apply = JSON.stringify;
  String.prototype.slice = JSON.stringify;
  globalThis.Date = JSON.stringify;
  context.records[0].name = 'changed';
};
