import { graphql } from './graphql';
import { toEdit, type DocumentEdit } from './metadata';
import { isRecord, text } from './problems';

export type ExpressionPurpose = 'FORMULA' | 'DEFAULT' | 'WRITE' | 'STORED' | 'CHOOSABLE' | 'ROLLUP_FILTER' | 'MEMBERSHIP' | 'UPDATE';

/** Where an expression stands, which decides what it may use and which type it must have. */
export interface ExpressionPlace {
  /** Object of `record`. */
  readonly object: string;
  readonly purpose: ExpressionPurpose;
  /** Type of the field whose value it gives. */
  readonly fieldType?: string;
  /** Object that the field refers to. */
  readonly target?: string;
}

export interface ExpressionDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly length: number;
  readonly suggestions: readonly string[];
}

export type CompletionKind = 'FIELD' | 'RELATION' | 'VARIABLE' | 'FUNCTION' | 'MACRO' | 'KEYWORD' | 'CHOICE';

export interface Completion {
  readonly name: string;
  readonly kind: CompletionKind;
  readonly insert: string;
  readonly caret: number;
  readonly type: string | undefined;
  readonly label: string | undefined;
  readonly help: string | undefined;
  readonly signature: string | undefined;
}

export interface Explanation {
  readonly start: number;
  readonly length: number;
  readonly name: string;
  readonly type: string | undefined;
  readonly label: string | undefined;
  readonly help: string | undefined;
  readonly signatures: readonly { readonly signature: string; readonly help: string }[];
}

/** The value of an expression over a stored record. */
export interface Trial {
  readonly type: string;
  readonly value: unknown;
  readonly reads: readonly { readonly path: string; readonly type: string; readonly value: unknown }[];
  /** Fields that there are no values of before the draft is applied. */
  readonly missing: readonly string[];
}

/** An expression with the place and the draft that it belongs to. */
export interface Asked {
  readonly expression: string;
  readonly place: ExpressionPlace;
  readonly edits: readonly DocumentEdit[];
}

const path = '/metadata';

function variables({ expression, place, edits }: Asked): Readonly<Record<string, unknown>> {
  return { expression, place, edits: edits.map(toEdit) };
}

export async function checkExpression(asked: Asked, language: string, signal?: AbortSignal): Promise<readonly ExpressionDiagnostic[]> {
  const data = await graphql(
    'query Check($expression: String!, $place: ExpressionPlace!, $edits: [DocumentEdit!]!, $language: String) '
      + '{ check: checkExpression(expression: $expression, place: $place, edits: $edits) { diagnostics { code message(language: $language) start length suggestions } } }',
    { ...variables(asked), language }, { path, signal });
  return list(isRecord(data.check) ? data.check.diagnostics : undefined).map((d) => ({
    code: String(d.code), message: String(d.message), start: Number(d.start), length: Number(d.length), suggestions: Array.isArray(d.suggestions) ? d.suggestions.map(String) : [],
  }));
}

export async function completeExpression(asked: Asked, position: number, language: string, signal?: AbortSignal): Promise<readonly Completion[]> {
  const data = await graphql(
    'query Complete($expression: String!, $position: Int!, $place: ExpressionPlace!, $edits: [DocumentEdit!]!, $language: String!) '
      + '{ found: completeExpression(expression: $expression, position: $position, place: $place, edits: $edits, language: $language) '
      + '{ items { name kind insert caret type label help signature } } }',
    { ...variables(asked), position, language }, { path, signal });
  return list(isRecord(data.found) ? data.found.items : undefined).map((i) => ({
    name: String(i.name), kind: readKind(i.kind), insert: String(i.insert), caret: Number(i.caret), type: text(i.type), label: text(i.label), help: text(i.help),
    signature: text(i.signature),
  }));
}

export async function explainExpression(asked: Asked, position: number, language: string): Promise<Explanation | undefined> {
  const { found } = await graphql(
    'query Explain($expression: String!, $position: Int!, $place: ExpressionPlace!, $edits: [DocumentEdit!]!, $language: String!) '
      + '{ found: hoverExpression(expression: $expression, position: $position, place: $place, edits: $edits, language: $language) '
      + '{ start length name type label help signatures { signature help } } }',
    { ...variables(asked), position, language }, { path });
  if (!isRecord(found)) return undefined;
  return {
    start: Number(found.start), length: Number(found.length), name: String(found.name), type: text(found.type), label: text(found.label), help: text(found.help),
    signatures: list(found.signatures).map((s) => ({ signature: String(s.signature), help: String(s.help) })),
  };
}

/** The expression laid out; undefined when it cannot be read. */
export async function formatExpression(expression: string): Promise<string | undefined> {
  const data = await graphql('query Format($expression: String!) { formatted: formatExpression(expression: $expression) }', { expression }, { path });
  return text(data.formatted);
}

/** Tries an expression on a record; `target` is the record that would be chosen. */
export async function tryExpression(asked: Asked, on: { readonly record?: string; readonly target?: string }, signal?: AbortSignal): Promise<Trial> {
  const { tried } = await graphql(
    'query Try($expression: String!, $place: ExpressionPlace!, $edits: [DocumentEdit!]!, $record: ID, $target: ID) '
      + '{ tried: evaluateExpression(expression: $expression, place: $place, edits: $edits, record: $record, target: $target) { type value missing reads { path type value } } }',
    { ...variables(asked), ...on }, { path, signal });
  const result = isRecord(tried) ? tried : {};
  return {
    type: String(result.type), value: result.value ?? null, missing: Array.isArray(result.missing) ? result.missing.map(String) : [],
    reads: list(result.reads).map((r) => ({ path: String(r.path), type: String(r.type), value: r.value ?? null })),
  };
}

const kinds: readonly CompletionKind[] = ['FIELD', 'RELATION', 'VARIABLE', 'FUNCTION', 'MACRO', 'KEYWORD', 'CHOICE'];

function readKind(value: unknown): CompletionKind {
  return kinds.find((kind) => kind === value) ?? 'KEYWORD';
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
