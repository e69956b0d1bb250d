// Evaluates typed trees with the browser's evaluator. The sources of web/src/model/expressions are transpiled into a temporary folder;
// then each line of input {tree, contexts} gives a line of output {values}: whole numbers, decimals and times as text of their units.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import typescript from 'typescript';

const source = join(dirname(fileURLToPath(import.meta.url)), '../../web/src/model/expressions');
const target = mkdtempSync(join(tmpdir(), 'expressions-'));

async function load() {
  try {
    writeFileSync(join(target, 'package.json'), '{"type":"module"}');
    for (const file of readdirSync(source).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      const { outputText } = typescript.transpileModule(readFileSync(join(source, file), 'utf8'), {
        compilerOptions: {
          target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext,
          verbatimModuleSyntax: true, rewriteRelativeImportExtensions: true,
        },
      });
      writeFileSync(join(target, file.replace(/\.ts$/, '.js')), outputText);
    }
    return {
      ...(await import(pathToFileURL(join(target, 'evaluate.js')).href)),
      ...(await import(pathToFileURL(join(target, 'functions.js')).href)),
    };
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

const { evaluate, functions } = await load();

function written(value) {
  if (typeof value === 'bigint') return value.toString();
  return Array.isArray(value) ? value.map(written) : value;
}

/** Records refer to each other by id, so that they need not be sent as trees. */
function linked(records) {
  for (const record of Object.values(records)) {
    for (const [name, value] of Object.entries(record)) {
      if (value?.$ref !== undefined) record[name] = records[value.$ref] ?? null;
      if (value?.$refs !== undefined) record[name] = value.$refs.map((id) => records[id]);
    }
  }
  return records;
}

let records = {};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    if (request.records !== undefined) {
      records = linked(request.records);
      console.log('{}');
    } else if (request.functions !== undefined) {
      console.log(JSON.stringify({ functions: Object.keys(functions) }));
    } else {
      const values = request.contexts.map((context) => {
        const { record, old, user, now, ...rest } = context;
        return written(evaluate(request.tree, {
          ...rest, record: records[record], old: records[old] ?? null, user: records[user] ?? null, now: BigInt(now),
        }));
      });
      console.log(JSON.stringify({ values }));
    }
  } catch (error) {
    console.log(JSON.stringify({ failure: String(error?.stack ?? error) }));
  }
}
