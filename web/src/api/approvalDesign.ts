import { graphql } from './graphql';
import { toEdit, type DocumentEdit } from './metadata';
import { isRecord, text } from './problems';

/** Somebody who would be asked. */
export interface SimulatedPerson {
  readonly user: string;
  readonly name: string;
  readonly onBehalfOf: string | undefined;
  /** Not asked: they approved before, or it is taken for granted. */
  readonly automatic: boolean;
  /** Which approver of the step, or of its fallback, found them. */
  readonly through: number | undefined;
}

export interface SimulatedStep {
  readonly name: string;
  readonly isFallback: boolean;
  readonly asked: readonly SimulatedPerson[];
}

/** Who would be asked for a record, now, if everyone approved. */
export interface Simulation {
  /** The record meets the condition of the flow. */
  readonly fits: boolean;
  /** Code of what would stop the request, and the step. */
  readonly problem: string | undefined;
  readonly problemStep: string | undefined;
  /** Hooks that failed to find approvers, in words. */
  readonly hooks: readonly string[];
  readonly steps: readonly SimulatedStep[];
  /** Steps and branches that are left out. */
  readonly skipped: readonly string[];
}

/** A step that does not work for some submitters. */
export interface CheckFinding {
  readonly code: string;
  readonly step: string;
  readonly count: number;
  readonly submitters: readonly string[];
}

export interface Simulated {
  readonly flow: string;
  readonly record: string;
  readonly submitter: string | undefined;
  /** Whom the submitter, or the approver before, would choose, by step. */
  readonly approvers: readonly { readonly step: string; readonly users: readonly string[] }[];
  readonly edits: readonly DocumentEdit[];
}

const path = '/metadata';

export async function simulateApproval({ edits, ...asked }: Simulated, signal?: AbortSignal): Promise<Simulation> {
  const { found } = await graphql(
    'query Simulate($flow: String!, $record: ID!, $submitter: ID, $approvers: [SimulatedChoice!]!, $edits: [DocumentEdit!]!) '
      + '{ found: simulateApproval(flow: $flow, record: $record, submitter: $submitter, approvers: $approvers, edits: $edits) '
      + '{ fits problem problemStep hooks { message } skipped steps { name isFallback asked { user name onBehalfOf automatic through } } } }',
    { ...asked, edits: edits.map(toEdit) }, { path, signal });
  const result = isRecord(found) ? found : {};
  return {
    fits: result.fits === true, problem: text(result.problem), problemStep: text(result.problemStep),
    hooks: list(result.hooks).map((h) => String(h.message)),
    skipped: Array.isArray(result.skipped) ? result.skipped.map(String) : [],
    steps: list(result.steps).map((step) => ({
      name: String(step.name), isFallback: step.isFallback === true,
      asked: list(step.asked).map((p) => ({
        user: String(p.user), name: String(p.name), onBehalfOf: text(p.onBehalfOf), automatic: p.automatic === true, through: typeof p.through === 'number' ? p.through : undefined,
      })),
    })),
  };
}

export async function checkApproval(flow: string, edits: readonly DocumentEdit[], signal?: AbortSignal): Promise<readonly CheckFinding[]> {
  const data = await graphql(
    'query Check($flow: String!, $edits: [DocumentEdit!]!) { found: checkApproval(flow: $flow, edits: $edits) { code step count submitters } }',
    { flow, edits: edits.map(toEdit) }, { path, signal });
  return list(data.found).map((f) => ({
    code: String(f.code), step: String(f.step), count: Number(f.count), submitters: Array.isArray(f.submitters) ? f.submitters.map(String) : [],
  }));
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
