import { graphql } from './graphql';
import { ApiError, isRecord, text } from './problems';

/** A stored document. */
export interface StoredDocument {
  readonly kind: string;
  readonly name: string;
  /** Package that brought it; undefined for the tenant's own. */
  readonly package: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The documents at one revision. */
export interface Design {
  readonly revision: number;
  readonly documents: readonly StoredDocument[];
}

export type Severity = 'info' | 'confirm' | 'block';

/** Something that a plan would do to live data. */
export interface Hazard {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly count: number;
  readonly samples: readonly string[];
  /** Index of the change that it belongs to. */
  readonly change: number;
}

/** A finding in the documents. */
export interface Finding {
  readonly code: string;
  readonly isError: boolean;
  readonly message: string;
  readonly document: string;
}

export interface Plan {
  readonly fromRevision: number;
  readonly changes: readonly { readonly kind: string; readonly text: string }[];
  readonly hazards: readonly Hazard[];
  readonly findings: readonly Finding[];
}

export interface RevisionEntry {
  readonly number: number;
  readonly at: string;
  readonly by: string | undefined;
  readonly reason: string;
  readonly changes: readonly string[];
}

/** What is to be planned or applied: edits of documents, or the way back to an earlier revision. */
export type Request =
  | { readonly edits: readonly DocumentEdit[] }
  | { readonly rollbackTo: number };

export type DocumentEdit =
  | { readonly kind: 'put'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'remove'; readonly document: { readonly kind: string; readonly name: string } };

const path = '/metadata';

/** The kinds that the studio shows. */
const kinds = ['object', 'fieldExtension', 'picklist'];

export async function fetchDesign(signal?: AbortSignal): Promise<Design> {
  const data = await graphql(
    'query Design($kinds: [String!]) { revision documents(kinds: $kinds) { kind name package body } }', { kinds }, { path, signal });
  return { revision: Number(data.revision), documents: list(data.documents).map(readDocument) };
}

const planParts = `
  fromRevision
  changes { kind text(language: $language) }
  hazards { code severity change count message(language: $language) samples { value } }
  diagnostics { code severity message document }`;

export async function fetchPlan(request: Request, language: string, signal?: AbortSignal): Promise<Plan> {
  const data = 'rollbackTo' in request
    ? await graphql(`query Plan($to: Int!, $language: String) { plan: planRollback(to: $to) { ${planParts} } }`, { to: request.rollbackTo, language }, { path, signal })
    : await graphql(`query Plan($edits: [DocumentEdit!]!, $language: String) { plan(edits: $edits) { ${planParts} } }`, { edits: request.edits.map(toEdit), language }, { path, signal });
  return readPlan(data.plan);
}

export interface ApplyOptions {
  readonly reason: string;
  readonly ifRevision: number;
  /** Codes of the hazards that were accepted. */
  readonly accept: readonly string[];
}

/** Applies and answers the new revision. Refused with a revision conflict when someone else was first. */
export async function applyPlan(request: Request, { reason, ifRevision, accept }: ApplyOptions): Promise<number> {
  const options = { reason, ifRevision, accept: [...new Set(accept)] };
  const data = 'rollbackTo' in request
    ? await graphql(
      'mutation Rollback($to: Int!, $reason: String, $ifRevision: Int, $accept: [String!]) { done: rollback(to: $to, reason: $reason, ifRevision: $ifRevision, accept: $accept) { revision } }',
      { to: request.rollbackTo, ...options }, { path })
    : await graphql(
      'mutation Apply($edits: [DocumentEdit!]!, $reason: String, $ifRevision: Int, $accept: [String!]) { done: apply(edits: $edits, reason: $reason, ifRevision: $ifRevision, accept: $accept) { revision } }',
      { edits: request.edits.map(toEdit), ...options }, { path });
  return Number(isRecord(data.done) ? data.done.revision : NaN);
}

export async function fetchRevisions(language: string, signal?: AbortSignal): Promise<readonly RevisionEntry[]> {
  const data = await graphql(
    'query Revisions($first: Int, $language: String) { revisions(first: $first) { number appliedAt appliedBy reason changes { text(language: $language) } } }',
    { first: 100, language }, { path, signal });
  return list(data.revisions).map((r) => ({
    number: Number(r.number), at: String(r.appliedAt), by: text(r.appliedBy), reason: text(r.reason) ?? '', changes: list(r.changes).map((c) => String(c.text)),
  }));
}

/** True for the refusal of a plan that was made on an older revision. */
export function isRevisionConflict(error: Error): boolean {
  return error instanceof ApiError && (error.code === 'CONFLICT' || error.code === 'REVISION_CONFLICT');
}

function toEdit(edit: DocumentEdit): Readonly<Record<string, unknown>> {
  return edit.kind === 'put' ? { put: edit.body } : { remove: edit.document };
}

function readDocument(node: Readonly<Record<string, unknown>>): StoredDocument {
  return { kind: String(node.kind), name: String(node.name), package: text(node.package), body: isRecord(node.body) ? node.body : {} };
}

function readPlan(value: unknown): Plan {
  const plan = isRecord(value) ? value : {};
  return {
    fromRevision: Number(plan.fromRevision),
    changes: list(plan.changes).map((c) => ({ kind: String(c.kind), text: String(c.text) })),
    hazards: list(plan.hazards).map((h) => ({
      code: String(h.code), severity: readSeverity(h.severity), message: String(h.message), count: Number(h.count ?? 0), change: Number(h.change),
      samples: list(h.samples).map((s) => String(s.value)),
    })),
    findings: list(plan.diagnostics).map((d) => ({
      code: String(d.code), isError: String(d.severity).toLowerCase() === 'error', message: String(d.message), document: text(d.document) ?? '',
    })),
  };
}

function readSeverity(value: unknown): Severity {
  const name = String(value).toLowerCase();
  return name === 'block' || name === 'confirm' ? name : 'info';
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
