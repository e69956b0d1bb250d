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
  /** Kind and name of the document. */
  readonly kind: string;
  readonly document: string;
  /** Place in the document, as a JSON pointer. */
  readonly pointer: string;
  readonly suggestion: string | undefined;
}

export interface Plan {
  readonly fromRevision: number;
  readonly changes: readonly { readonly kind: string; readonly text: string }[];
  readonly hazards: readonly Hazard[];
  readonly findings: readonly Finding[];
  /** What would break clients of the records API, in the words of the schema. */
  readonly broken: readonly string[];
  /** Approval flows that change while requests of them are pending. */
  readonly running: readonly RunningFlow[];
}

/** What becomes of pending requests: they stay with their version, go over to the new one, or end. */
export type RunningAction = 'KEEP' | 'MOVE' | 'CANCEL';

/** What becomes of the pending requests of a flow. */
export interface RunningChoice {
  readonly flow: string;
  readonly action: RunningAction;
  readonly note?: string;
}

/** The pending requests of an approval flow that a plan changes or removes. */
export interface RunningFlow {
  readonly flow: string;
  readonly label: string;
  readonly removed: boolean;
  readonly count: number;
  /** Names of the first records. */
  readonly records: readonly string[];
}

export interface RevisionEntry {
  readonly number: number;
  readonly at: string;
  readonly by: string | undefined;
  readonly reason: string;
  readonly changes: readonly RevisionChange[];
  /** What it did to clients of the records API. */
  readonly apiChanges: readonly ApiChange[];
}

/** A difference of the records API's schema, in the words of the schema. */
export interface ApiChange {
  /** What was valid no longer is; otherwise clients may meet values that they do not expect. */
  readonly isBreaking: boolean;
  /** Place in the schema: `Account.name`. */
  readonly coordinate: string;
  readonly message: string;
}

export interface RevisionChange {
  readonly text: string;
  readonly kind: string;
  /** The document that it is about. */
  readonly document: { readonly kind: string; readonly name: string };
}

/** What is to be planned or applied: edits of documents, or the way back to an earlier revision. */
export type Request =
  | { readonly edits: readonly DocumentEdit[] }
  | { readonly rollbackTo: number };

export type DocumentEdit =
  | { readonly kind: 'put'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'remove'; readonly document: { readonly kind: string; readonly name: string } };

const path = '/metadata';

export async function fetchDesign(signal?: AbortSignal): Promise<Design> {
  const data = await graphql('query Design { revision documents { kind name package body } }', {}, { path, signal });
  return { revision: Number(data.revision), documents: list(data.documents).map(readDocument) };
}

const findingParts = 'code severity message(language: $language) kind document pointer suggestion';

const planParts = `
  fromRevision
  changes { kind text(language: $language) }
  hazards { code severity change count message(language: $language) samples { value } }
  apiChanges { impact message(language: $language) }
  running { flow label(language: $language) removed count requests { recordName } }
  diagnostics { ${findingParts} }`;

export async function fetchPlan(request: Request, language: string, onRunning: readonly RunningChoice[], signal?: AbortSignal): Promise<Plan> {
  const data = 'rollbackTo' in request
    ? await graphql(
      `query Plan($to: Int!, $language: String, $onRunning: [RunningChoice!]!) { plan: planRollback(to: $to, onRunning: $onRunning) { ${planParts} } }`,
      { to: request.rollbackTo, language, onRunning }, { path, signal })
    : await graphql(
      `query Plan($edits: [DocumentEdit!]!, $language: String, $onRunning: [RunningChoice!]!) { plan(edits: $edits, onRunning: $onRunning) { ${planParts} } }`,
      { edits: request.edits.map(toEdit), language, onRunning }, { path, signal });
  return readPlan(data.plan);
}

export interface ApplyOptions {
  readonly reason: string;
  readonly ifRevision: number;
  /** Codes of the hazards that were accepted. */
  readonly accept: readonly string[];
  /** What becomes of pending requests. */
  readonly onRunning: readonly RunningChoice[];
}

/** Applies and answers the new revision. Refused with a revision conflict when someone else was first. */
export async function applyPlan(request: Request, { reason, ifRevision, accept, onRunning }: ApplyOptions): Promise<number> {
  const options = { reason, ifRevision, accept: [...new Set(accept)], onRunning };
  const data = 'rollbackTo' in request
    ? await graphql(
      `mutation Rollback($to: Int!, $reason: String, $ifRevision: Int, $accept: [String!], $onRunning: [RunningChoice!]!) {
        done: rollback(to: $to, reason: $reason, ifRevision: $ifRevision, accept: $accept, onRunning: $onRunning) { revision }
      }`,
      { to: request.rollbackTo, ...options }, { path })
    : await graphql(
      `mutation Apply($edits: [DocumentEdit!]!, $reason: String, $ifRevision: Int, $accept: [String!], $onRunning: [RunningChoice!]!) {
        done: apply(edits: $edits, reason: $reason, ifRevision: $ifRevision, accept: $accept, onRunning: $onRunning) { revision }
      }`,
      { edits: request.edits.map(toEdit), ...options }, { path });
  return Number(isRecord(data.done) ? data.done.revision : NaN);
}

export async function fetchRevisions(language: string, signal?: AbortSignal): Promise<readonly RevisionEntry[]> {
  const data = await graphql(
    'query Revisions($first: Int, $language: String) { revisions(first: $first) { number appliedAt appliedBy reason changes { kind text(language: $language) document { kind name } } apiChanges { impact coordinate message(language: $language) } } }',
    { first: 100, language }, { path, signal });
  return list(data.revisions).map((r) => ({
    number: Number(r.number), at: String(r.appliedAt), by: text(r.appliedBy), reason: text(r.reason) ?? '', changes: list(r.changes).map((c) => ({
      text: String(c.text), kind: String(c.kind), document: isRecord(c.document) ? { kind: String(c.document.kind), name: String(c.document.name) } : { kind: '', name: '' },
    })),
    apiChanges: list(r.apiChanges).map((c) => ({ isBreaking: c.impact === 'BREAKING', coordinate: String(c.coordinate), message: String(c.message) })),
  }));
}

/** What is wrong in the documents as they would be after edits; nothing is planned or changed. */
export async function fetchFindings(edits: readonly DocumentEdit[], language: string, signal?: AbortSignal): Promise<readonly Finding[]> {
  const data = await graphql(`query Validate($edits: [DocumentEdit!]!, $language: String) { validate(edits: $edits) { ${findingParts} } }`, { edits: edits.map(toEdit), language }, { path, signal });
  return list(data.validate).map(readFinding);
}

/** One form that a document had. */
export interface DocumentVersion {
  readonly from: number;
  /** Undefined for the present one. */
  readonly to: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function fetchHistory(kind: string, name: string, signal?: AbortSignal): Promise<readonly DocumentVersion[]> {
  const data = await graphql('query History($kind: String!, $name: String!) { history(kind: $kind, name: $name) { fromRevision toRevision body } }', { kind, name }, { path, signal });
  return list(data.history).map((v) => ({
    from: Number(v.fromRevision), to: typeof v.toRevision === 'number' ? v.toRevision : undefined, body: isRecord(v.body) ? v.body : {},
  }));
}

/** Storage of something that was removed, or of a field's former type; a rollback to before its revision brings it back. */
export interface SetAside {
  readonly revision: number;
  readonly kind: string;
  readonly reason: string;
  /** Stable id of the object. */
  readonly object: string;
  /** Stable id of the field; undefined for a whole object. */
  readonly field: string | undefined;
}

export async function fetchSetAside(signal?: AbortSignal): Promise<readonly SetAside[]> {
  const data = await graphql('query SetAside { setAside { revision kind reason object field } }', {}, { path, signal });
  return list(data.setAside).map((s) => ({
    revision: Number(s.revision), kind: String(s.kind), reason: String(s.reason), object: String(s.object), field: text(s.field),
  }));
}

/** A place that refers to something. */
export interface Use {
  readonly kind: string;
  readonly name: string;
  readonly pointer: string;
}

export async function fetchUses(kind: string, name: string, field: string | undefined, signal?: AbortSignal): Promise<readonly Use[]> {
  const data = await graphql('query Uses($kind: String!, $name: String!, $field: String) { whatUses(kind: $kind, name: $name, field: $field) { kind name pointer } }', { kind, name, field }, { path, signal });
  return list(data.whatUses).map((u) => ({ kind: String(u.kind), name: String(u.name), pointer: String(u.pointer) }));
}

/** True for the refusal of a plan that was made on an older revision. */
export function isRevisionConflict(error: Error): boolean {
  return error instanceof ApiError && (error.code === 'CONFLICT' || error.code === 'REVISION_CONFLICT');
}

/** An edit as the host takes it. */
export function toEdit(edit: DocumentEdit): Readonly<Record<string, unknown>> {
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
    findings: list(plan.diagnostics).map(readFinding),
    broken: list(plan.apiChanges).filter((c) => c.impact === 'BREAKING').map((c) => String(c.message)),
    running: list(plan.running).map((f) => ({
      flow: String(f.flow), label: text(f.label) ?? String(f.flow), removed: f.removed === true, count: Number(f.count), records: list(f.requests).map((r) => text(r.recordName) ?? ''),
    })),
  };
}

function readFinding(d: Readonly<Record<string, unknown>>): Finding {
  return {
    code: String(d.code), isError: String(d.severity).toLowerCase() === 'error', message: String(d.message), kind: text(d.kind) ?? '', document: text(d.document) ?? '',
    pointer: text(d.pointer) ?? '', suggestion: text(d.suggestion),
  };
}

function readSeverity(value: unknown): Severity {
  const name = String(value).toLowerCase();
  return name === 'block' || name === 'confirm' ? name : 'info';
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
