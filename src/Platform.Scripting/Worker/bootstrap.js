// Runs first in every context, before any script of others: takes away what a hook has no use for, keeps the language's own functions out of the
// script's reach, and makes the objects that a hook sees. Whatever leaves the context leaves as a string through `post`; whatever is caught is caught here.
'use strict';
((post) => {
  // --- The language's functions as they are before anybody could change them -------------------------------------------------------

  const { apply, ownKeys, getPrototypeOf, construct } = Reflect;
  const { create, freeze, defineProperty, getOwnPropertyDescriptor, prototype: objectPrototype } = Object;
  const { parse, stringify } = JSON;
  const { isArray, prototype: arrayPrototype } = Array;
  const { isFinite, isInteger } = Number;
  const RealDate = Date;
  const RealMap = Map;
  const RealSet = Set;
  const RealPromise = Promise;
  const RealError = Error;
  const RealArrayBuffer = ArrayBuffer;
  const RealTypeError = TypeError;
  const RealString = String;
  // Bound functions hold what they call, and take nothing from prototypes.
  const uncurry = apply(Function.prototype.bind, Function.prototype.bind, [Function.prototype.call]);
  const mapGet = uncurry(Map.prototype.get);
  const mapSet = uncurry(Map.prototype.set);
  const mapDelete = uncurry(Map.prototype.delete);
  const mapHas = uncurry(Map.prototype.has);
  const mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, 'size').get);
  const setHas = uncurry(Set.prototype.has);
  const setAdd = uncurry(Set.prototype.add);
  const setDelete = uncurry(Set.prototype.delete);
  const then = uncurry(Promise.prototype.then);
  const slice = uncurry(String.prototype.slice);
  const toWellFormed = uncurry(String.prototype.toWellFormed);
  const replaceAll = uncurry(String.prototype.replaceAll);
  const isWellFormed = uncurry(String.prototype.isWellFormed);
  const indexOf = uncurry(String.prototype.indexOf);
  const toISOString = uncurry(Date.prototype.toISOString);
  const getTime = uncurry(Date.prototype.getTime);

  // An array that no setter on Array.prototype can see.
  const put = (list, value) => defineProperty(list, list.length, { value, writable: true, enumerable: true, configurable: true });

  // The beginning of a text; a character of two units is not cut in two.
  const cut = (text, most) => toWellFormed(slice(text, 0, most));

  // --- What a hook has no use for ---------------------------------------------------------------------------------------------------

  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry']) delete globalThis[name];
  for (const name of ['resize', 'transfer', 'transferToFixedLength', 'resizable', 'maxByteLength']) delete RealArrayBuffer.prototype[name];
  // Resizable buffers reserve memory that no heap limit counts.
  function FixedArrayBuffer(length) {
    if (new.target === undefined) throw new RealTypeError("Constructor ArrayBuffer requires 'new'");
    return construct(RealArrayBuffer, [length], new.target);
  }
  FixedArrayBuffer.prototype = RealArrayBuffer.prototype;
  FixedArrayBuffer.isView = RealArrayBuffer.isView;
  defineProperty(FixedArrayBuffer, 'name', { value: 'ArrayBuffer' });
  defineProperty(RealArrayBuffer.prototype, 'constructor', { value: FixedArrayBuffer, writable: true, configurable: true });
  globalThis.ArrayBuffer = FixedArrayBuffer;

  // --- State of this run ------------------------------------------------------------------------------------------------------------

  let limits = null;
  let clock = 0;
  let logBytes = 0;
  let callCount = 0;
  let lastCall = 0;
  let finished = false;
  const waiting = new RealMap();

  // A limit that was passed ends the run, whether or not the script catches what is thrown.
  const exceed = (code, limit, message) => {
    post('limit', code, limit);
    throw new RealError(message);
  };

  // --- Values on their way out ------------------------------------------------------------------------------------------------------

  class ValueError extends RealError {}

  const describe = (value) => (typeof value === 'number' ? RealString(value) : typeof value === 'function' ? 'a function' : `a value of type ${typeof value}`);

  // A copy of plain data. Everything else is refused with its path: NaN, functions, symbols, cycles, lone surrogates, objects of classes.
  const plain = (value, path, depth, parents) => {
    switch (typeof value) {
      case 'undefined':
        return null;
      case 'boolean':
        return value;
      case 'string':
        if (!isWellFormed(value)) throw new ValueError(`${path} has half of a surrogate pair.`);
        if (indexOf(value, '\0') >= 0) throw new ValueError(`${path} has the character U+0000.`);
        return value;
      case 'number':
        if (!isFinite(value)) throw new ValueError(`${path} is ${RealString(value)}, which is not a number that can be stored.`);
        return value;
      case 'bigint':
        return RealString(value);
      case 'object':
        break;
      default:
        throw new ValueError(`${path} is ${describe(value)}.`);
    }
    if (value === null) return null;
    if (depth <= 0) throw new ValueError(`${path} is nested too deeply.`);
    if (setHas(parents, value)) throw new ValueError(`${path} contains itself.`);
    setAdd(parents, value);
    const copy = isArray(value) ? plainArray(value, path, depth, parents) : plainObject(value, path, depth, parents);
    setDelete(parents, value);
    return copy;
  };

  const plainArray = (value, path, depth, parents) => {
    const copy = [];
    const { length } = value;
    if (!isInteger(length) || length > 100000) throw new ValueError(`${path} has more than 100000 entries.`);
    for (let i = 0; i < length; i++) put(copy, plain(value[i], `${path}[${i}]`, depth - 1, parents));
    return copy;
  };

  const plainObject = (value, path, depth, parents) => {
    let time = null;
    try {
      time = getTime(value);
    } catch {
      // Not a date.
    }
    if (time !== null) {
      if (!isFinite(time)) throw new ValueError(`${path} is not a valid date.`);
      return toISOString(value);
    }
    const prototype = getPrototypeOf(value);
    if (prototype !== objectPrototype && prototype !== null) throw new ValueError(`${path} is not plain data.`);
    const copy = create(null);
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== 'string') continue;
      const descriptor = getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined || !descriptor.enumerable) continue;
      copy[key] = plain(value[key], path === '' ? key : `${path}.${key}`, depth - 1, parents);
    }
    return copy;
  };

  const text = (value, path) => stringify(plain(value, path, limits.depth, new RealSet()));

  // --- Log --------------------------------------------------------------------------------------------------------------------------

  const show = (value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'bigint' || typeof value === 'symbol') return RealString(value);
    if (typeof value === 'function') return '[function]';
    if (typeof value !== 'object' || value === null) return RealString(value);
    try {
      if (value instanceof RealError) return cut(RealString(value.stack ?? value.message), 4000);
      return stringify(plain(value, 'value', limits.depth, new RealSet()));
    } catch {
      return '[value that cannot be shown]';
    }
  };

  const write = (level) => (...values) => {
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i > 0 ? ' ' : '') + show(values[i]);
    // Empty lines are not free.
    logBytes += line.length + 64;
    if (logBytes > limits.logBytes) exceed('HOOK_LOG_TOO_LARGE', limits.logBytes, `The log has more than ${limits.logBytes} bytes.`);
    post('log', level, line);
  };

  const log = freeze({ __proto__: null, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') });
  globalThis.console = freeze({ debug: log.debug, log: log.info, info: log.info, warn: log.warn, error: log.error });

  // --- Calls of the host ------------------------------------------------------------------------------------------------------------

  const call = (name, args) => {
    if (finished) throw new RealError('The hook has ended.');
    if (++callCount > limits.calls) exceed('HOOK_TOO_MANY_CALLS', limits.calls, `The hook called the platform more than ${limits.calls} times.`);
    if (mapSize(waiting) >= limits.pendingCalls) {
      exceed('HOOK_TOO_MANY_PENDING_CALLS', limits.pendingCalls, `The hook has more than ${limits.pendingCalls} calls under way at once.`);
    }
    const body = text(args, 'argument');
    if (body.length > limits.messageBytes) exceed('HOOK_MESSAGE_TOO_LARGE', limits.messageBytes, `A call's arguments have more than ${limits.messageBytes} bytes.`);
    const id = ++lastCall;
    const origin = new RealError();
    const promise = new RealPromise((resolve, reject) => {
      mapSet(waiting, id, { resolve, reject, origin });
    });
    // A script may catch it later than at once.
    then(promise, undefined, () => undefined);
    post('call', id, name, body);
    return promise;
  };

  const answer = (id, ok, body) => {
    const entry = mapGet(waiting, id);
    if (entry === undefined) return;
    mapDelete(waiting, id);
    const value = body === '' ? undefined : parse(body);
    if (ok) {
      entry.resolve(value);
      return;
    }
    const { origin } = entry;
    defineProperty(origin, 'name', { value: 'PlatformError', configurable: true });
    defineProperty(origin, 'message', { value: value.message, configurable: true });
    defineProperty(origin, 'code', { value: value.code, enumerable: true });
    defineProperty(origin, 'problems', { value: value.problems ?? [], enumerable: true });
    // Its stack is that of the call, which the author knows; the first line is written before the message was known.
    defineProperty(origin, 'stack', { value: `PlatformError: ${value.message}\n${slice(origin.stack, indexOf(origin.stack, '\n') + 1)}`, configurable: true });
    entry.reject(origin);
  };

  const db = freeze({
    __proto__: null,
    get: (object, id, fields) => call('db.get', { object, id, fields }),
    query: (object, options = {}) => call('db.query', { object, ...options }),
    aggregate: (object, options = {}) => call('db.aggregate', { object, ...options }),
    create: (object, values) => call('db.create', { object, values }),
    update: (object, id, values) => call('db.update', { object, id, values }),
    delete: (object, id) => call('db.delete', { object, id }),
  });

  // Options stand before what the call itself says, so that they cannot take its place.
  const request = (url, options = {}) => then(call('http.request', { ...options, url }), (response) => freeze({ ...response, json: () => parse(response.body) }));
  const http = freeze({
    __proto__: null,
    request,
    get: (url, options = {}) => request(url, { ...options, method: 'GET' }),
    post: (url, json, options = {}) => request(url, { ...options, method: 'POST', json }),
  });

  // The script never holds a secret: what it gets is a mark, in whose place the host puts the value when a call goes out.
  const openSecrets = (marks) => freeze({
    __proto__: null,
    get: (name) => {
      const mark = marks[name];
      if (typeof mark !== 'string') throw new RealError(`The document does not name the secret "${RealString(name)}" ("secrets").`);
      return mark;
    },
    hmacSha256: (name, value, encoding = 'hex') => call('secrets.hmacSha256', { name, text: value, encoding }),
  });

  // --- Clock, randomness, digests ---------------------------------------------------------------------------------------------------

  // Time stands at the moment that the host gives, so that a recorded run can be repeated exactly, and a test can set it.
  const currentTime = () => clock;
  function HostDate(...args) {
    if (new.target === undefined) return RealString(new RealDate(currentTime()));
    return construct(RealDate, args.length === 0 ? [currentTime()] : args, new.target);
  }
  HostDate.prototype = RealDate.prototype;
  HostDate.UTC = RealDate.UTC;
  HostDate.parse = RealDate.parse;
  HostDate.now = currentTime;
  defineProperty(HostDate, 'name', { value: 'Date' });
  defineProperty(RealDate.prototype, 'constructor', { value: HostDate, writable: true, configurable: true });
  globalThis.Date = HostDate;

  const uuid = () => {
    const hex = post('random');
    const variant = '89ab'[parse(`"${hex[16]}"`) < '8' ? 0 : 1];
    return `${slice(hex, 0, 8)}-${slice(hex, 8, 12)}-4${slice(hex, 13, 16)}-${variant}${slice(hex, 17, 20)}-${slice(hex, 20, 32)}`;
  };

  const encodings = freeze({ __proto__: null, hex: 'hex', base64: 'base64' });
  const digestText = (value, name) => {
    if (typeof value !== 'string') throw new RealTypeError(`${name} is not a text.`);
    if (value.length > limits.messageBytes) exceed('HOOK_MESSAGE_TOO_LARGE', limits.messageBytes, `${name} has more than ${limits.messageBytes} characters.`);
    return value;
  };
  const crypto = freeze({
    __proto__: null,
    sha256: (value, encoding = 'hex') => post('digest', 'sha256', digestText(value, 'The text'), encodings[encoding] ?? 'hex'),
    hmacSha256: (key, value, encoding = 'hex') => post('hmac', digestText(key, 'The key'), digestText(value, 'The text'), encodings[encoding] ?? 'hex'),
    base64: (value) => post('base64', digestText(value, 'The text')),
    fromBase64: (value) => post('unbase64', digestText(value, 'The text')),
    randomUUID: uuid,
  });

  // --- Records ----------------------------------------------------------------------------------------------------------------------

  const same = (a, b) => a === b || (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && stringify(a) === stringify(b));

  const deepFreeze = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length; i++) deepFreeze(value[keys[i]]);
    return freeze(value);
  };

  // Records as the hook sees them, with what the host needs to know of each: what it was, what it was given as, and what the hook objects to.
  const openBatch = (input) => {
    const known = new RealMap();
    const all = [];
    const records = [];
    const opened = [];
    for (let i = 0; i < input.records.length; i++) put(opened, input.records[i]);
    // What a conversion makes or attaches follows the record that it converts.
    const targets = create(null);
    for (let i = 0; i < (input.targets?.length ?? 0); i++) {
      if (input.targets[i].record !== null) put(opened, input.targets[i].record);
    }
    for (let i = 0; i < opened.length; i++) {
      const { id, old, values } = opened[i];
      if (old !== null) old.id = id;
      const record = { ...old, ...values, id };
      // The host knows which fields of its object hold anything that could be changed in place.
      const fields = (i < input.records.length ? input.nested : undefined) ?? ownKeys(record);
      for (let k = 0; k < fields.length; k++) {
        const value = record[fields[k]];
        if (typeof value === 'object' && value !== null) deepFreeze(value);
      }
      // As it is stored, it is frozen when somebody asks for it: most hooks ask for few.
      mapSet(known, record, { index: i, id, given: { ...record }, old });
      put(all, record);
      if (i < input.records.length) put(records, record);
    }
    for (let i = 0, at = input.records.length; i < (input.targets?.length ?? 0); i++) {
      const { alias, object, action, record } = input.targets[i];
      targets[alias] = freeze({ __proto__: null, object, action, record: record === null ? null : all[at++] });
    }
    const errors = [];
    const entryOf = (record) => {
      const entry = mapGet(known, record);
      if (entry === undefined) throw new RealTypeError('This is not a record of the batch.');
      return entry;
    };
    const tools = {
      old: (record) => deepFreeze(entryOf(record).old),
      isNew: (record) => entryOf(record).old === null,
      changed: (record, ...fields) => {
        const { old } = entryOf(record);
        for (let i = 0; i < fields.length; i++) {
          const field = fields[i];
          if (!same(record[field] ?? null, old === null ? null : (old[field] ?? null))) return true;
        }
        return false;
      },
      error: (record, field, message) => {
        const { index } = entryOf(record);
        if (errors.length >= 10000) return;
        const named = message !== undefined;
        put(errors, { index, field: named && field !== null ? RealString(field) : null, message: cut(RealString(named ? message : field), 1000) });
      },
    };
    const result = () => {
      const changes = [];
      for (let i = 0; i < all.length; i++) {
        const record = all[i];
        const { given } = mapGet(known, record);
        let changed = null;
        const keys = ownKeys(record);
        for (let k = 0; k < keys.length; k++) {
          const key = keys[k];
          if (typeof key !== 'string') continue;
          const raw = record[key];
          const before = given[key];
          // Most fields are as they were, and most values are scalars; lists and objects cannot be changed in place.
          if (raw === before) continue;
          const value = plain(raw, `records[${i}].${key}`, limits.depth, new RealSet());
          if (same(value, before ?? null)) continue;
          changed ??= create(null);
          changed[key] = value;
        }
        if (changed !== null) put(changes, { index: i, values: changed });
      }
      return { changes, errors };
    };
    return { records: freeze(records), targets: freeze(targets), tools, result };
  };

  // Records that go in a merge: to be looked at only.
  const openMerged = (merged) => {
    const records = [];
    for (let i = 0; i < merged.length; i++) put(records, { ...merged[i].values, id: merged[i].id });
    return deepFreeze(records);
  };

  // --- A run ------------------------------------------------------------------------------------------------------------------------

  const fail = (error) => {
    finished = true;
    let message = '';
    let stack = '';
    let code = null;
    try {
      if (typeof error === 'object' && error !== null) {
        message = RealString(error.message ?? '');
        stack = RealString(error.stack ?? '');
        code = typeof error.code === 'string' ? error.code : null;
      } else {
        message = show(error);
      }
    } catch {
      message = 'The hook threw a value that cannot be read.';
    }
    const kind = error instanceof ValueError ? 'HOOK_RESULT_INVALID' : 'HOOK_THROWN';
    const failure = { __proto__: null, code: kind, message: cut(message, 2000), stack: cut(stack, 8000), cause: code === null ? null : cut(code, 100) };
    post('failed', stringify(failure));
  };

  const finish = (batch, objections, value) => {
    try {
      const result = batch === null ? { value: plain(value, 'result', limits.depth, new RealSet()), errors: objections } : batch.result();
      const body = stringify(result);
      if (body.length > limits.messageBytes) exceed('HOOK_MESSAGE_TOO_LARGE', limits.messageBytes, `The result has more than ${limits.messageBytes} bytes.`);
      finished = true;
      post('done', body);
    } catch (error) {
      fail(error);
    }
  };

  const translate = (texts) => (key, values = {}) => {
    let message = texts[key] ?? RealString(key);
    const names = ownKeys(values);
    for (let i = 0; i < names.length; i++) {
      if (typeof names[i] === 'string') message = replaceAll(message, `{${names[i]}}`, () => show(values[names[i]]));
    }
    return message;
  };

  const start = (exported, name, inputText, limitsText) => {
    const handler = exported[name];
    if (typeof handler !== 'function') {
      finished = true;
      post('missing');
      return;
    }
    limits = parse(limitsText);
    const input = parse(inputText);
    clock = input.now;
    const batch = input.records === undefined ? null : openBatch(input);
    // What is committed cannot be refused any more.
    if (batch !== null && input.alone) delete batch.tools.error;
    // What an action objects to, at fields of its input.
    const objections = [];
    const error = (field, message) => {
      if (objections.length >= 1000) return;
      const named = message !== undefined;
      put(objections, { field: named && field !== null ? RealString(field) : null, message: cut(RealString(named ? message : field), 1000) });
    };
    const context = {
      event: input.event,
      object: input.object ?? null,
      input: input.input ?? null,
      ...(input.alone ? { key: input.key } : {}),
      ...(input.committedAt === undefined ? {} : { committedAt: new HostDate(input.committedAt) }),
      ...(input.scheduledAt === undefined ? {} : { scheduledAt: new HostDate(input.scheduledAt) }),
      user: deepFreeze(input.user),
      tenant: deepFreeze(input.tenant),
      log,
      now: () => new HostDate(currentTime()),
      uuid,
      t: translate(deepFreeze({ __proto__: null, ...input.texts })),
      db,
      crypto,
      ...(input.alone ? { http, secrets: openSecrets({ __proto__: null, ...input.secrets }) } : {}),
      ...(input.action ? { record: deepFreeze(input.record ?? null), error } : {}),
      ...(batch === null ? {} : { records: batch.records, ...batch.tools }),
      ...(input.inbound ? { body: deepFreeze(input.body), headers: deepFreeze(input.headers), key: input.key, error } : {}),
      ...(input.submitter === undefined ? {} : { record: deepFreeze(input.record), submitter: input.submitter }),
      ...(input.merged === undefined ? {} : { merged: openMerged(input.merged), moved: deepFreeze(input.moved) }),
      ...(input.targets === undefined ? {} : { targets: batch.targets }),
    };
    let result;
    try {
      result = handler(context);
    } catch (error) {
      fail(error);
      return;
    }
    // Most hooks of one record wait for nothing: their end needs no promise.
    if (result === undefined) {
      finish(batch, objections, result);
      return;
    }
    const settled = new RealPromise((resolve) => resolve(result));
    then(settled, (value) => finish(batch, objections, value), fail);
  };

  return { start, answer };
})
