// Isolates: made in advance for whoever comes, and kept for the tenant that had them last. Sources of modules by their hash.

import { createRequire } from 'node:module';
import { Program } from './program.mjs';

const require = createRequire(process.argv[2]);
export const ivm = require('isolated-vm');

/** Isolates that are ready for a tenant that has none. */
const STOCK = 1;

/** Leases that an isolate serves at most. */
const MOST_LEASES = 500;

/** What may be left in the heap and beside it of an isolate that is kept, in MiB. */
const MOST_LEFT_MB = 16;

/** A context in which nothing of any script has run yet, with the two functions by which the worker enters it. */
class Room {
  #loaded = null;
  #program = null;

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

  /** A bundle's program, which may be here already. */
  load(bundle) {
    if (this.#loaded?.hash === bundle.hash && this.#loaded.file === bundle.file) return this.#program;
    this.#program?.release();
    this.#program = null;
    this.#program = new Program(this.isolate, this.context, bundle.file, bundle.sources);
    this.#loaded = bundle;
    return this.#program;
  }

  /** Lets go of everything in it: what is held would stay in the heap. */
  close() {
    this.receiver = () => undefined;
    this.#program?.release();
    for (const held of [this.startEntry, this.answerEntry, this.context]) held.release();
  }
}

/** An isolate with a room ahead. Scripts of one tenant run in it, each in a room of its own. */
class Cell {
  #room = null;
  #leases = 0;

  constructor(heapMb, source, cachedData) {
    this.isolate = new ivm.Isolate({ memoryLimit: heapMb });
    this.bootstrap = this.isolate.compileScriptSync(source, { filename: 'platform:hooks', cachedData, produceCachedData: cachedData === undefined });
    this.prepare(null);
  }

  /** Makes a room ahead, with the bundle that is expected in it, if any. */
  prepare(bundle) {
    this.#room ??= new Room(this.isolate, this.bootstrap);
    if (bundle) this.#room.load(bundle);
  }

  takeRoom() {
    const room = this.#room ?? new Room(this.isolate, this.bootstrap);
    this.#room = null;
    return room;
  }

  /** Whether it may serve another lease of the same tenant. */
  mayServeAgain() {
    if (this.isolate.isDisposed || ++this.#leases >= MOST_LEASES) return false;
    const heap = this.isolate.getHeapStatisticsSync();
    return heap.used_heap_size + heap.externally_allocated_size < MOST_LEFT_MB * 1024 * 1024;
  }

  dispose() {
    if (!this.isolate.isDisposed) this.isolate.dispose();
  }
}

export class IsolateStock {
  #ready = [];
  #kept = null;
  #given = [];
  #sources = new Map();
  #cachedData;

  constructor(heapMb, bootstrap) {
    this.heapMb = heapMb;
    this.bootstrap = bootstrap;
  }

  /** Makes ready what was taken, and gives up what nobody will use: nobody waits for it. */
  fill() {
    for (const cell of this.#given) cell.dispose();
    this.#given = [];
    this.#prepareKept();
    while (this.#ready.length < STOCK) this.#ready.push(this.#make());
  }

  #prepareKept() {
    try {
      this.#kept?.cell.prepare(this.#kept.next);
    } catch {
      // Without room for what it runs it is of no use.
      this.#kept.cell.dispose();
      this.#kept = null;
    }
  }

  /** The isolate that the tenant had last, or one that nobody has had. */
  take(tenant) {
    const kept = this.#kept;
    this.#kept = null;
    if (kept?.tenant === tenant) return kept.cell;
    if (kept) this.#given.push(kept.cell);
    return this.#ready.pop() ?? this.#make();
  }

  /** Takes an isolate back after a lease, with the bundle that its next one will begin with; one in which something went wrong is not used again. */
  giveBack(tenant, cell, isClean, next) {
    if (isClean && cell.mayServeAgain()) this.#kept = { tenant, cell, next };
    else this.#given.push(cell);
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
    const cell = new Cell(this.heapMb, this.bootstrap, this.#cachedData);
    this.#cachedData ??= cell.bootstrap.cachedData;
    return cell;
  }
}
