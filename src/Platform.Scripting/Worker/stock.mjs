// Isolates made in advance, and the sources of modules by their hash. An isolate serves one lease and is disposed of with it.

import { createRequire } from 'node:module';

const require = createRequire(process.argv[2]);
export const ivm = require('isolated-vm');

const STOCK = 2;

/** A context in which nothing of any script has run yet, with the two functions by which the worker enters it. */
export class Room {
  constructor(isolate, bootstrap) {
    this.isolate = isolate;
    this.context = isolate.createContextSync();
    this.#enter(bootstrap.runSync(this.context, { reference: true }));
  }

  #enter(make) {
    // What the room posts goes to the run that has it; until then nothing is posted.
    this.receiver = null;
    const post = new ivm.Callback((kind, a, b, c) => this.receiver(kind, a, b, c));
    const entries = make.applySync(undefined, [post], { result: { reference: true } });
    this.startEntry = entries.getSync('start', { reference: true });
    this.answerEntry = entries.getSync('answer', { reference: true });
    make.release();
    entries.release();
  }
}

export class IsolateStock {
  #ready = [];
  #sources = new Map();

  constructor(heapMb, bootstrap) {
    this.heapMb = heapMb;
    this.bootstrap = bootstrap;
  }

  fill() {
    while (this.#ready.length < STOCK) this.#ready.push(this.#make());
  }

  take() {
    return this.#ready.pop() ?? this.#make();
  }

  /** The modules of a bundle; the host sends them when it has not done so before. */
  modules(hash, sent) {
    if (sent !== undefined) this.#sources.set(hash, sent);
    return this.#sources.get(hash);
  }

  forgetSources() {
    this.#sources.clear();
  }

  #make() {
    const isolate = new ivm.Isolate({ memoryLimit: this.heapMb });
    const bootstrap = isolate.compileScriptSync(this.bootstrap, { filename: 'platform:hooks' });
    return { isolate, bootstrap, room: new Room(isolate, bootstrap) };
  }
}
