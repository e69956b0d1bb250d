import { graphql } from './graphql';
import { toEdit, type DocumentEdit } from './metadata';
import { isRecord, text } from './problems';

export type TraceOutcome = 'DONE' | 'REFUSED' | 'FAILED';

/** A traced transaction. */
export interface Trace {
  readonly id: string;
  readonly at: string;
  readonly user: string;
  readonly object: string | undefined;
  readonly outcome: TraceOutcome;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly hooks: readonly string[];
  readonly milliseconds: number;
}

/** A time within a transaction, in milliseconds since it began. */
export interface Span {
  readonly begun: number;
  readonly duration: number;
}

export interface Stage extends Span {
  readonly object: string;
  readonly name: string;
}

export interface Statements extends Span {
  readonly isRefused: boolean;
  readonly statements: readonly { readonly text: string; readonly rows: number }[];
}

export interface Failure {
  readonly code: string;
  /** Nothing where the reader may not read what it may hold. */
  readonly message: string | undefined;
  readonly place: string | undefined;
  readonly stack: string | undefined;
}

/** An expression of the documents, with all of its evaluations. */
export interface TracedExpression extends Span {
  readonly text: string;
  readonly times: number;
}

export interface Call {
  readonly name: string;
  readonly target: string | undefined;
  readonly duration: number;
  readonly rows: number;
  readonly refusal: string | undefined;
  /** Of another system's answer. */
  readonly status: number | undefined;
  readonly bytes: number;
}

export interface Run extends Span {
  readonly hook: string;
  readonly event: string;
  readonly object: string | undefined;
  readonly cpu: number;
  readonly depth: number;
  readonly input: unknown;
  readonly result: unknown;
  readonly failure: Failure | undefined;
  readonly log: readonly { readonly level: string; readonly text: string }[];
  readonly calls: readonly Call[];
  /** Values are left out that the reader may not read; the run cannot be repeated by them. */
  readonly isHidden: boolean;
}

export interface TracedRecord {
  readonly object: string;
  readonly kind: string;
  readonly isRefused: boolean;
  /** The reader may not read it. */
  readonly isHidden: boolean;
  readonly fields: readonly { readonly name: string; readonly old: unknown; readonly new: unknown }[];
}

/** What happened in a traced transaction. */
export interface TraceContent {
  readonly isCut: boolean;
  readonly stages: readonly Stage[];
  readonly expressions: readonly TracedExpression[];
  readonly statements: readonly Statements[];
  readonly runs: readonly Run[];
  readonly records: readonly TracedRecord[];
}

/** Which traces are kept. */
export interface Tracing {
  readonly days: number;
  readonly perMinute: number;
  /** How many could not be kept. */
  readonly lost: number;
}

export interface TraceFilter {
  readonly hook?: string | undefined;
  readonly object?: string | undefined;
  readonly outcome?: TraceOutcome | undefined;
  readonly longerThan?: number | undefined;
}

/** A run that was repeated. */
export interface Replay {
  readonly same: boolean;
  readonly differences: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
}

const path = '/metadata';
const parts = 'id at user object outcome code message hooks milliseconds';

export async function fetchTraces(filter: TraceFilter, before: string | undefined, signal?: AbortSignal): Promise<readonly Trace[]> {
  const data = await graphql(
    `query Traces($hook: String, $object: String, $outcome: TraceOutcome, $longerThan: Float, $before: ID) {
      traces(hook: $hook, object: $object, outcome: $outcome, longerThan: $longerThan, before: $before, first: 50) { ${parts} }
    }`, { ...filter, before }, { path, signal });
  return list(data.traces).map(readTrace);
}

export async function fetchTrace(id: string, signal?: AbortSignal): Promise<{ readonly trace: Trace; readonly content: TraceContent } | undefined> {
  const data = await graphql(`query Trace($id: ID!) { trace(id: $id) { ${parts} content } }`, { id }, { path, signal });
  return isRecord(data.trace) ? { trace: readTrace(data.trace), content: readContent(isRecord(data.trace.content) ? data.trace.content : {}) } : undefined;
}

export async function fetchTracing(signal?: AbortSignal): Promise<Tracing> {
  const data = await graphql('query Tracing { tracing { days perMinute lost } }', {}, { path, signal });
  const tracing = isRecord(data.tracing) ? data.tracing : {};
  return { days: Number(tracing.days), perMinute: Number(tracing.perMinute), lost: Number(tracing.lost) };
}

/** Repeats a run with the present source, or with that of the draft. Nothing is changed by it. */
export async function replayRun(trace: string, run: number, hook: Readonly<Record<string, unknown>> | undefined, edits: readonly DocumentEdit[]): Promise<Replay> {
  const data = await graphql(
    `mutation Replay($trace: ID!, $run: Int!, $hook: JSON, $edits: [DocumentEdit!]!) {
      replayHook(trace: $trace, run: $run, hook: $hook, edits: $edits) { same differences { path before after } }
    }`, { trace, run, hook, edits: edits.map(toEdit) }, { path });
  const replay = isRecord(data.replayHook) ? data.replayHook : {};
  return { same: replay.same === true, differences: list(replay.differences).map((d) => ({ path: String(d.path), before: d.before, after: d.after })) };
}

function readTrace(t: Readonly<Record<string, unknown>>): Trace {
  return {
    id: String(t.id), at: String(t.at), user: String(t.user), object: text(t.object), outcome: readOutcome(t.outcome), code: text(t.code), message: text(t.message),
    hooks: Array.isArray(t.hooks) ? t.hooks.map(String) : [], milliseconds: Number(t.milliseconds),
  };
}

function readOutcome(value: unknown): TraceOutcome {
  return value === 'DONE' || value === 'REFUSED' ? value : 'FAILED';
}

function readContent(c: Readonly<Record<string, unknown>>): TraceContent {
  return {
    isCut: c.isCut === true,
    stages: list(c.stages).map((s) => ({ ...span(s), object: String(s.object), name: String(s.name) })),
    expressions: list(c.expressions).map((e) => ({ ...span(e), text: String(e.text), times: Number(e.times) })),
    statements: list(c.statements).map((s) => ({
      ...span(s), isRefused: s.isRefused === true, statements: list(s.statements).map((one) => ({ text: String(one.text), rows: Number(one.rows) })),
    })),
    runs: list(c.runs).map((r) => ({
      ...span(r), hook: String(r.hook), event: String(r.event), object: text(r.object), cpu: Number(r.cpu), depth: Number(r.depth), input: r.input, result: r.result,
      failure: isRecord(r.failure) ? { code: String(r.failure.code), message: text(r.failure.message), place: text(r.failure.place), stack: text(r.failure.stack) } : undefined,
      log: list(r.log).map((line) => ({ level: String(line.level), text: text(line.text) ?? '' })), isHidden: r.isHidden === true,
      calls: list(r.calls).map((call) => ({
        name: String(call.name), target: text(call.target), duration: Number(call.duration), rows: Number(call.rows), refusal: text(call.refusal), bytes: Number(call.bytes),
        status: typeof call.status === 'number' ? call.status : undefined,
      })),
    })),
    records: list(c.records).map((r) => ({
      object: String(r.object), kind: String(r.kind), isRefused: r.isRefused === true, isHidden: r.isHidden === true,
      fields: list(r.fields).map((f) => ({ name: String(f.name), old: f.old, new: f.new })),
    })),
  };
}

function span(s: Readonly<Record<string, unknown>>): Span {
  return { begun: Number(s.begun), duration: Number(s.duration) };
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
