// Checks the types of scripts against those of a model, and completes names: the TypeScript compiler over files that are in memory alone. It reads and never runs them.
// A request is a line of JSON on standard input, its answer a line on standard output; when standard input ends, so does the process.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const require = createRequire(process.argv[2]);
const ts = require('typescript');

const LIBRARY = path.dirname(require.resolve('typescript'));
const TYPES = '/platform.d.ts';
const HANDLER = '(handler).ts';
const MOST_PROBLEMS = 50;
const MOST_COMPLETIONS = 300;
const LONGEST_MESSAGE = 500;

const options = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  allowJs: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  types: [],
};

// --- Files: what the last request brought, and the compiler's own library ---------------------------------------------------------------------

let files = new Map();
const library = new Map();
const modulesOf = new Map();

function put(next, name, text) {
  const before = files.get(name);
  next.set(name, before?.text === text ? before : { text, version: (before?.version ?? 0) + 1, snapshot: ts.ScriptSnapshot.fromString(text) });
}

function libraryFile(name) {
  if (!name.startsWith(`${LIBRARY}/`)) return undefined;
  if (!library.has(name)) library.set(name, { version: 0, snapshot: ts.ScriptSnapshot.fromString(fs.readFileSync(name, 'utf8')) });
  return library.get(name);
}

const fileOf = (name) => files.get(name) ?? libraryFile(name);

const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [...files.keys()],
  getScriptVersion: (name) => String(fileOf(name)?.version ?? 0),
  getScriptSnapshot: (name) => fileOf(name)?.snapshot,
  getCurrentDirectory: () => '/',
  getDefaultLibFileName: () => `${LIBRARY}/lib.es2024.d.ts`,
  fileExists: (name) => files.has(name) || (name.startsWith(`${LIBRARY}/`) && fs.existsSync(name)),
  readFile: (name) => files.get(name)?.text,
  resolveModuleNameLiterals: (literals, from) => literals.map(({ text }) => ({ resolvedModule: resolve(from, text) })),
});

// As scripts are resolved when they run: relative, the ending left out or not.
function resolve(from, specifier) {
  if (!specifier.startsWith('./') && !specifier.startsWith('../')) return undefined;
  const base = path.posix.join(path.posix.dirname(from), specifier);
  const found = [base, `${base}.ts`, `${base}.js`, base.replace(/\.js$/, '.ts')].find((name) => files.has(name));
  return found && { resolvedFileName: found, extension: path.posix.extname(found), isExternalLibraryImport: false };
}

function take({ types, scripts }) {
  const next = new Map();
  put(next, TYPES, types);
  modulesOf.clear();
  for (const { name, entry, context, result, modules } of scripts) {
    for (const module of modules) put(next, `/${name}/${module.path}`, module.source);
    modulesOf.set(name, modules.map((module) => module.path));
    const isTyped = context !== null && modules.some((module) => module.path === entry && module.path.endsWith('.ts'));
    if (isTyped) put(next, `/${name}/${HANDLER}`, `import handler from './${entry}';\nexport const taken: (context: ${context}) => ${result} = handler;\n`);
  }
  files = next;
}

// --- Problems -----------------------------------------------------------------------------------------------------------------------------------

// Without annotations a handler is JavaScript with another ending: what is annotated is checked. (Without the option itself, empty lists would be lists of anything.)
const isMissingAnnotation = ({ code }) => code >= 7000 && code < 7100;

function problemsOf({ name, entry }) {
  const problems = [];
  const add = (file, diagnostic, start, lead = '') => {
    if (problems.length >= MOST_PROBLEMS) return;
    const { line, character } = ts.getLineAndCharacterOfPosition(service.getProgram().getSourceFile(file), start);
    const message = lead + ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n').replace(/\s*\n\s*/g, ' ').slice(0, LONGEST_MESSAGE).toWellFormed();
    problems.push({ script: name, path: file.slice(name.length + 2), line: line + 1, column: character + 1, length: diagnostic.length ?? 1, message, number: diagnostic.code });
  };
  for (const module of modulesOf.get(name)) {
    const file = `/${name}/${module}`;
    // Syntax has been looked at by what makes the script.
    for (const diagnostic of service.getSemanticDiagnostics(file)) {
      if (diagnostic.category === ts.DiagnosticCategory.Error && !isMissingAnnotation(diagnostic)) add(file, diagnostic, diagnostic.start ?? 0);
    }
  }
  const handler = `/${name}/${HANDLER}`;
  if (files.has(handler)) {
    const [diagnostic] = service.getSemanticDiagnostics(handler);
    if (diagnostic) add(`/${name}/${entry}`, { ...diagnostic, length: 1 }, defaultExport(`/${name}/${entry}`), 'The default export does not fit: ');
  }
  return problems;
}

function defaultExport(file) {
  const source = service.getProgram().getSourceFile(file);
  const found = source.statements.find((statement) => ts.isExportAssignment(statement) || ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Default);
  return found?.getStart(source) ?? 0;
}

// --- Completions ----------------------------------------------------------------------------------------------------------------------------------

function completionsAt({ script, path: module, offset }) {
  const file = `/${script}/${module}`;
  if (!files.has(file)) return [];
  const found = service.getCompletionsAtPosition(file, offset, { includeCompletionsWithInsertText: false });
  const own = (found?.entries ?? []).filter((entry) => !entry.name.startsWith('__')).slice(0, MOST_COMPLETIONS);
  return own.map(({ name, kind }) => ({ name, kind }));
}

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`));
lines.on('close', () => process.kill(process.pid, 'SIGKILL'));

function answer(request) {
  take(request);
  return request.complete ? { completions: completionsAt(request.complete), problems: [] } : { completions: [], problems: request.scripts.flatMap(problemsOf) };
}
