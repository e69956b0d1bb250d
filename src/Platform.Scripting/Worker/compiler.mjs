// Reads the sources of hooks: takes TypeScript's types away, finds errors and what a script asks of the platform. It reads and never runs them.
// A request is a line of JSON on standard input, its answer a line on standard output; when standard input ends, so does the process.

import { createRequire, stripTypeScriptTypes } from 'node:module';
import readline from 'node:readline';

const acorn = createRequire(process.argv[2])('acorn');

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`));
lines.on('close', () => process.kill(process.pid, 'SIGKILL'));

function answer({ modules }) {
  const compiled = {};
  const problems = [];
  const calls = [];
  const uses = [];
  for (const { path, source } of modules) {
    const code = stripped(path, source, problems);
    if (code === null) continue;
    compiled[path] = code;
    const tree = parsed(path, code, problems);
    if (tree) read(new Reader(path, modules, problems, calls, uses), tree, problems);
  }
  return { modules: compiled, problems, calls, uses };
}

function stripped(path, source, problems) {
  if (!path.endsWith('.ts')) return source;
  try {
    return stripTypeScriptTypes(source);
  } catch (error) {
    const { line, column } = placeOf(String(error.stack));
    problems.push({ path, line, column, message: error.message });
    return null;
  }
}

function read(reader, tree, problems) {
  try {
    reader.read(tree);
  } catch {
    problems.push({ path: reader.path, line: 1, column: 1, message: 'The source is nested too deeply.' });
  }
}

// The only place where Node says where it found the error: ":2", the lines, and a caret under the last of them.
function placeOf(stack) {
  const line = Number(/^[^\n]*:(\d+)\n/.exec(stack)?.[1] ?? 1);
  const caret = /\n( *)\^/.exec(stack)?.[1].length ?? 0;
  return { line, column: caret + 1 };
}

function parsed(path, code, problems) {
  try {
    return acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  } catch (error) {
    problems.push({ path, line: error.loc?.line ?? 1, column: (error.loc?.column ?? 0) + 1, message: error.message.replace(/ \(\d+:\d+\)$/, '') });
    return null;
  }
}

const READS = new Set(['get', 'query', 'aggregate']);
const WRITES = new Set(['create', 'update', 'delete']);

class Reader {
  constructor(path, modules, problems, calls, uses) {
    this.path = path;
    this.paths = new Set(modules.map((module) => module.path));
    this.problems = problems;
    this.calls = calls;
    this.uses = uses;
  }

  read(node, inFunction = false) {
    if (Array.isArray(node)) {
      for (const one of node) this.read(one, inFunction);
      return;
    }
    if (node === null || typeof node !== 'object' || typeof node.type !== 'string') return;
    this.#look(node, inFunction);
    const inside = inFunction || /Function/.test(node.type);
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'loc' && typeof value === 'object') this.read(value, inside);
    }
  }

  #look(node, inFunction) {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source) this.#import(node.source);
        return;
      case 'ImportExpression':
        this.#problem(node, 'Modules are imported at the top, not while the hook runs.');
        return;
      case 'AwaitExpression':
      case 'ForOfStatement':
        if (!inFunction && (node.type === 'AwaitExpression' || node.await)) this.#problem(node, 'Nothing can be awaited outside of a function.');
        return;
      case 'CallExpression':
        this.#call(node);
        return;
      default:
    }
  }

  #import(source) {
    const target = resolve(this.path, source.value, this.paths);
    if (target === null) this.#problem(source, `'${source.value}' is not a file of the hook. Imports are relative, such as './phone.ts'.`, 'import');
  }

  // db.get('Account', …), whatever the object is called that `db` was taken from.
  #call({ callee, arguments: args, loc }) {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
    const { object, property } = callee;
    const owner = object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' ? object.property.name : undefined;
    if (owner === 'http' || owner === 'secrets') this.#use(owner, args[0], loc);
    if (owner !== 'db' || !(READS.has(property.name) || WRITES.has(property.name))) return;
    const [first] = args;
    this.calls.push({
      path: this.path,
      line: loc.start.line,
      column: loc.start.column + 1,
      writes: WRITES.has(property.name),
      object: first?.type === 'Literal' && typeof first.value === 'string' ? first.value : null,
    });
  }

  // Hosts and secrets that stand in the source; those that are computed have no name here, and are refused when it runs.
  #use(owner, first, loc) {
    const written = first?.type === 'Literal' ? first.value : first?.type === 'TemplateLiteral' ? first.quasis[0].value.cooked : '';
    const text = typeof written === 'string' ? written : '';
    const host = /^https?:\/\/([^/?#@]+)(?:[/?#]|$)/i.exec(text)?.[1];
    // What follows a host that is not ended could belong to it.
    const isWhole = first?.type === 'Literal' || first?.expressions?.length === 0 || /^https?:\/\/[^/?#@]+[/?#]/i.test(text);
    const named = owner === 'secrets' ? (first?.type === 'Literal' ? text : '') : isWhole ? (host?.toLowerCase() ?? '') : '';
    const name = named === '' ? null : named;
    this.uses.push({ path: this.path, line: loc.start.line, column: loc.start.column + 1, isSecret: owner === 'secrets', name, isPlain: /^http:/i.test(text) });
  }

  #problem({ loc }, message, kind = 'syntax') {
    this.problems.push({ path: this.path, line: loc.start.line, column: loc.start.column + 1, message, kind });
  }
}

function resolve(from, specifier, paths) {
  if (!specifier.startsWith('./') && !specifier.startsWith('../')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length === 0) return null;
    else parts.pop();
  }
  const path = parts.join('/');
  return [path, `${path}.ts`, `${path}.js`, path.replace(/\.js$/, '.ts')].find((candidate) => paths.has(candidate)) ?? null;
}
