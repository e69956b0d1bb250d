// One root transaction of the host: its runs share an isolate of the tenant's, and each has a context of its own. Runs nest: while one waits for the host, the host may start another.

import crypto from 'node:crypto';

// What this thread computed, in milliseconds: on a busy machine much less than what passed.
const computed = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

export class Lease {
  #runs = new Map();
  #isClean = true;
  #isOver = false;
  #first = null;

  constructor(stock, connection, tenant) {
    this.stock = stock;
    this.connection = connection;
    this.tenant = tenant;
    this.cell = stock.take(tenant);
    this.isolate = this.cell.isolate;
  }

  start(head, input) {
    const run = new Run(this, head);
    this.#runs.set(head.run, run);
    run.enter(() => run.begin(input));
  }

  answer(head, body) {
    const run = this.#runs.get(head.run);
    run?.enter(() => run.answer(head.call, head.ok, body));
  }

  /** The run's bundle in its room; what the lease begins with, the next one will as a rule. */
  load({ hash, file, sources }, room) {
    const bundle = { hash, file, sources: this.stock.modules(hash, sources), isQuick: false };
    const begun = performance.now();
    const program = room.load(bundle);
    bundle.isQuick = performance.now() - begun < QUICK_MS;
    this.#first ??= bundle;
    return program;
  }

  finish(run, isClean) {
    this.#isClean &&= isClean;
    this.#runs.delete(run.id);
  }

  end() {
    if (this.#isOver) return;
    this.#isOver = true;
    this.stock.giveBack(this.tenant, this.cell, this.#isClean && this.#runs.size === 0, this.#first?.isQuick ? this.#first : null);
  }
}

/** Codes of failures that the worker tells; their meaning stands in docs/errors.md. */
const CODE = {
  cpu: 'HOOK_CPU_TIME',
  memory: 'HOOK_MEMORY',
  thrown: 'HOOK_THROWN',
  stuck: 'HOOK_STUCK',
  unawaited: 'HOOK_UNAWAITED',
  handler: 'HOOK_NO_HANDLER',
};

/** A bundle is only loaded ahead when that takes no longer: nobody watches the time then. */
const QUICK_MS = 5;

/** What a line of the log counts beside its text, so that empty ones are not free. */
const LINE_BYTES = 64;

class Run {
  // Calls under way, with the lengths of their arguments.
  #calls = new Map();
  #callBytes = 0;
  #callCount = 0;
  #logs = [];
  #logBytes = 0;
  #spent = 0;
  #outcome = null;
  #limit = null;
  #drawn = 0;

  constructor(lease, head) {
    this.lease = lease;
    this.id = head.run;
    this.head = head;
    this.limits = head.limits;
  }

  /** Runs one entry into the isolate, and sends the outcome when there is one. */
  enter(entry) {
    const begun = computed();
    let failure = null;
    try {
      entry();
    } catch (error) {
      failure = this.#failureOf(error);
    }
    this.#spent += computed() - begun;
    failure ??= this.#watch();
    if (failure) return this.#close(failure);
    if (this.#outcome) {
      if (this.#calls.size > 0) return this.#close({ code: CODE.unawaited, call: [...this.#calls.keys()][0] });
      return this.#close(null);
    }
    if (this.#calls.size === 0) this.#close({ code: CODE.stuck });
  }

  begin(input) {
    const room = this.lease.cell.takeRoom();
    this.room = room;
    room.receiver = (...message) => this.#receive(...message);
    const exported = this.lease.load(this.head, room).exports(this.#remaining());
    room.startEntry.applySync(undefined, [exported, this.head.handler, input, JSON.stringify(this.limits)], { timeout: this.#remaining() });
  }

  answer(call, ok, body) {
    const bytes = this.#calls.get(call);
    if (bytes === undefined) return;
    this.#calls.delete(call);
    this.#callBytes -= bytes;
    this.room.answerEntry.applySync(undefined, [call, ok, body], { timeout: this.#remaining() });
  }

  #receive(kind, a, b, c) {
    switch (kind) {
      case 'call':
        return this.#call(a, b, c);
      case 'log':
        return this.#log(a, b);
      case 'done':
        this.#outcome ??= { body: a };
        return undefined;
      case 'failed':
        this.#outcome ??= { failure: JSON.parse(a) };
        return undefined;
      case 'missing':
        this.#outcome ??= { failure: { code: CODE.handler } };
        return undefined;
      case 'limit':
        this.#exceed(a, b);
        return undefined;
      case 'random':
        return this.#random();
      case 'base64':
        return Buffer.from(a, 'utf8').toString('base64');
      case 'unbase64':
        return Buffer.from(a, 'base64').toString('utf8').replaceAll('\0', '\uFFFD');
      case 'digest':
        return crypto.createHash(a).update(b, 'utf8').digest(c);
      default:
        return crypto.createHmac('sha256', a).update(b, 'utf8').digest(c);
    }
  }

  // With a seed the same numbers come in the same order, for a run that is repeated.
  #random() {
    const { seed } = this.head;
    if (seed === undefined) return crypto.randomBytes(16).toString('hex');
    this.#drawn += 1;
    return crypto.createHmac('sha256', seed).update(String(this.#drawn)).digest('hex').slice(0, 32);
  }

  // The bootstrap has counted already; what it counts lies in the same heap as the script, so it is counted again here.
  #call(call, name, args) {
    this.#callCount += 1;
    if (this.#callCount > this.limits.calls) this.#exceed('HOOK_TOO_MANY_CALLS', this.limits.calls);
    if (this.#calls.size >= this.limits.pendingCalls) this.#exceed('HOOK_TOO_MANY_PENDING_CALLS', this.limits.pendingCalls);
    // The host keeps what it cannot answer yet.
    if (this.#callBytes + args.length > this.limits.messageBytes) this.#exceed('HOOK_MESSAGE_TOO_LARGE', this.limits.messageBytes);
    if (this.#limit) return;
    this.#calls.set(call, args.length);
    this.#callBytes += args.length;
    this.lease.connection.send({ t: 'call', run: this.id, call, name }, args);
  }

  #log(level, text) {
    this.#logBytes += Buffer.byteLength(text) + LINE_BYTES;
    if (this.#logBytes > this.limits.logBytes) this.#exceed('HOOK_LOG_TOO_LARGE', this.limits.logBytes);
    else this.#logs.push([level, text]);
  }

  // The host hears of it at once: the script may go on for as long as it has time.
  #exceed(code, limit) {
    if (this.#limit) return;
    this.#limit = { code, limit };
    this.lease.connection.send({ t: 'limit', run: this.id, code });
  }

  #remaining() {
    // A timeout of 0 would mean none.
    return Math.max(1, Math.ceil(this.limits.cpuMs - this.#spent));
  }

  #watch() {
    if (this.#limit) return this.#limit;
    if (this.#spent > this.limits.cpuMs) return { code: CODE.cpu, limit: this.limits.cpuMs };
    if (!this.lease.isolate.isDisposed && this.#spent > 20) {
      const heap = this.lease.isolate.getHeapStatisticsSync();
      const bytes = heap.used_heap_size + heap.externally_allocated_size;
      const most = (this.limits.heapMb + this.limits.externalMb) * 1024 * 1024;
      if (bytes > most) return { code: CODE.memory, limit: this.limits.heapMb };
    }
    return null;
  }

  #failureOf(error) {
    if (this.lease.isolate.isDisposed) return { code: CODE.memory, limit: this.limits.heapMb };
    if (this.#limit) return this.#limit;
    const message = String(error?.message ?? error);
    if (message === 'Script execution timed out.') return { code: CODE.cpu, limit: this.limits.cpuMs };
    return { code: CODE.thrown, message: message.slice(0, 2000).toWellFormed(), stack: String(error?.stack ?? '').slice(0, 8000).toWellFormed() };
  }

  #close(failure) {
    const told = failure ?? this.#outcome.failure ?? null;
    // An isolate in which something went wrong is not used again, whatever it was.
    this.lease.finish(this, told === null);
    const head = { t: 'done', run: this.id, cpuMs: Math.round(this.#spent * 1000) / 1000, logs: this.#logs };
    if (told) {
      head.failure = told;
      this.lease.connection.send(head);
    } else {
      this.lease.connection.send(head, this.#outcome.body);
    }
    if (this.room) this.room.receiver = () => undefined;
    if (!this.lease.isolate.isDisposed) this.room?.close();
  }
}
