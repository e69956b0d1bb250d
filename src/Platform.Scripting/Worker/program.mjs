// A bundle in a room: its modules compiled and bound to each other. None of them runs before the handler is asked for.

export class Program {
  #modules = new Map();
  #main;

  constructor(isolate, context, file, sources) {
    const paths = new Map();
    const load = (path) => {
      let module = this.#modules.get(path);
      if (!module) {
        if (!Object.hasOwn(sources, path)) throw new Error(`There is no module '${path}'.`);
        module = isolate.compileModuleSync(sources[path], { filename: path });
        this.#modules.set(path, module);
        paths.set(module, path);
      }
      return module;
    };
    this.#main = load(file);
    this.#main.instantiateSync(context, (specifier, from) => load(resolve(paths.get(from), specifier, sources)));
  }

  /** Runs the modules; what the first of them exports, to be handed into its room. */
  exports(timeout) {
    this.#main.evaluateSync({ timeout });
    return this.#main.namespace.derefInto({ release: true });
  }

  release() {
    for (const module of this.#modules.values()) module.release();
  }
}

/** A relative import within the bundle; the ending may be left out. */
function resolve(from, specifier, sources) {
  if (!specifier.startsWith('./') && !specifier.startsWith('../')) throw new Error(`'${specifier}' is not a relative import.`);
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '.') continue;
    if (part === '..') {
      if (parts.length === 0) throw new Error(`'${specifier}' leads out of the package.`);
      parts.pop();
    } else parts.push(part);
  }
  const path = parts.join('/');
  return [path, `${path}.ts`, `${path}.js`, path.replace(/\.js$/, '.ts')].find((candidate) => Object.hasOwn(sources, candidate)) ?? path;
}
