import { graphql } from './graphql';
import { toEdit, type DocumentEdit } from './metadata';
import { isRecord, text } from './problems';

/** A record that a hook writes by `db`. One that it makes has its number among these instead of an id. */
export interface HookWrite {
  readonly kind: string;
  readonly object: string;
  readonly record: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export type HookOutcomeKind = 'ACCEPTED' | 'REFUSED' | 'FAILED';

/** What a hook makes of a save. */
export interface HookOutcome {
  readonly outcome: HookOutcomeKind;
  readonly message: string | undefined;
  readonly place: string | undefined;
  /** What its other form does not write so. */
  readonly writes: readonly HookWrite[];
}

/** A save that comes out differently. */
export interface BackTestDifference {
  readonly hook: string;
  readonly event: string;
  readonly object: string;
  readonly record: string;
  readonly at: string;
  readonly before: HookOutcome;
  readonly after: HookOutcome;
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

/** A part of a back-test. */
export interface BackTestPart {
  readonly hooks: readonly string[];
  readonly leftOut: readonly { readonly hook: string; readonly reason: string }[];
  readonly tried: number;
  readonly differing: number;
  readonly differences: readonly BackTestDifference[];
  readonly next: string | undefined;
}

/** Saves of a part: few, so that progress is seen. */
const partSize = 50;

/** Runs the hooks that edits change over earlier saves: one part, newest saves first. Nothing is changed by it. */
export async function fetchBackTest(edits: readonly DocumentEdit[], before: string | undefined, signal?: AbortSignal): Promise<BackTestPart> {
  const data = await graphql(
    `query BackTest($edits: [DocumentEdit!]!, $first: Int!, $before: String) {
      backTest(edits: $edits, first: $first, before: $before) {
        hooks leftOut { hook reason } tried differing next
        differences { hook event object record at before { ...side } after { ...side } fields { name before after } }
      }
    }
    fragment side on HookOutcome { outcome message place writes { kind object record values } }`, { edits: edits.map(toEdit), first: partSize, before }, { path: '/metadata', signal });
  const part = isRecord(data.backTest) ? data.backTest : {};
  return {
    hooks: Array.isArray(part.hooks) ? part.hooks.map(String) : [],
    leftOut: list(part.leftOut).map((l) => ({ hook: String(l.hook), reason: String(l.reason) })),
    tried: Number(part.tried),
    differing: Number(part.differing),
    differences: list(part.differences).map(readDifference),
    next: text(part.next),
  };
}

function readDifference(d: Readonly<Record<string, unknown>>): BackTestDifference {
  return {
    hook: String(d.hook), event: String(d.event), object: String(d.object), record: String(d.record), at: String(d.at), before: readOutcome(d.before), after: readOutcome(d.after),
    fields: list(d.fields).map((f) => ({ name: String(f.name), before: f.before, after: f.after })),
  };
}

function readOutcome(value: unknown): HookOutcome {
  const outcome = isRecord(value) ? value : {};
  return {
    outcome: outcome.outcome === 'ACCEPTED' || outcome.outcome === 'REFUSED' ? outcome.outcome : 'FAILED', message: text(outcome.message), place: text(outcome.place),
    writes: list(outcome.writes).map((w) => ({ kind: String(w.kind), object: String(w.object), record: String(w.record), values: isRecord(w.values) ? w.values : {} })),
  };
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
