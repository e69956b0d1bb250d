import { isRecord, text } from '../api/problems';
import { readEntry, readSeal, type Seal, type TrailEntry } from './trail';

/** Somebody who takes part in an approval. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export type TaskStatus = 'waiting' | 'pending' | 'approved' | 'rejected' | 'returned' | 'transferred' | 'canceled' | 'removed';

export interface ApprovalTask {
  readonly id: string;
  readonly step: string;
  readonly label: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly status: string;
  readonly automatic: boolean;
  readonly assignee: Person | undefined;
  readonly onBehalfOf: Person | undefined;
  readonly addedBy: Person | undefined;
  readonly decidedAt: string | undefined;
  readonly remindedAt: string | undefined;
  readonly comment: string | undefined;
  readonly createdAt: string;
}

export interface ApprovalRequest {
  readonly id: string;
  readonly object: string;
  readonly record: string;
  readonly recordName: string;
  readonly flow: string;
  readonly flowLabel: Readonly<Record<string, string>>;
  readonly status: string;
  /** The record is deleted once the request is approved. */
  readonly voids: boolean;
  readonly submittedAt: string;
  readonly comment: string | undefined;
  readonly submitter: Person | undefined;
  readonly copies: readonly Person[];
  /** The flow's document, as it was when the request began. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly tasks: readonly ApprovalTask[];
  readonly trail: readonly TrailEntry[];
  readonly seal: Seal;
}

/** A text in the language that is wanted, its base language, English, or any. */
export function inLanguage(texts: Readonly<Record<string, string>>, locale: string, otherwise: string): string {
  return texts[locale] ?? texts[locale.split('-')[0] ?? ''] ?? texts.en ?? Object.values(texts)[0] ?? otherwise;
}

export function readPerson(value: unknown): Person | undefined {
  return isRecord(value) ? { id: String(value.id), name: text(value.name) ?? String(value.id) } : undefined;
}

export function readTask(value: Record<string, unknown>): ApprovalTask {
  return {
    id: String(value.id),
    step: String(value.step),
    label: textsOf(value.stepLabel),
    kind: String(value.kind),
    status: String(value.status),
    automatic: value.automatic === true,
    assignee: readPerson(value.assignee),
    onBehalfOf: readPerson(value.onBehalfOf),
    addedBy: readPerson(value.addedBy),
    decidedAt: text(value.decidedAt),
    remindedAt: text(value.remindedAt),
    comment: text(value.comment),
    createdAt: String(value.createdAt),
  };
}

export function readRequest(value: Record<string, unknown>): ApprovalRequest {
  return {
    id: String(value.id),
    object: String(value.object),
    record: String(value.record),
    recordName: text(value.recordName) ?? '',
    flow: String(value.flow),
    flowLabel: textsOf(isRecord(value.definition) ? value.definition.label : undefined),
    status: String(value.status),
    voids: value.voids === true,
    submittedAt: String(value.submittedAt),
    comment: text(value.comment),
    submitter: readPerson(value.owner),
    copies: nodesOf(value.copies).map(readPerson).filter((p) => p !== undefined),
    definition: isRecord(value.definition) ? value.definition : {},
    tasks: nodesOf(value.tasks).map(readTask),
    trail: nodesOf(value.trail).map(readEntry),
    seal: readSeal(value),
  };
}

/** A text of a document: one in English, or several by language. */
function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value === 'string') return { en: value };
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([language, name]) => [language, String(name)])) : {};
}

export function nodesOf(connection: unknown): readonly Record<string, unknown>[] {
  return isRecord(connection) && Array.isArray(connection.nodes) ? connection.nodes.filter(isRecord) : [];
}

/** Steps before one, at which the request may be returned to: those that were asked and passed. */
export function earlierSteps(request: ApprovalRequest, task: ApprovalTask): readonly ApprovalTask[] {
  const seen = new Set<string>([task.step]);
  return request.tasks.filter((t) => {
    const passed = t.status === 'approved' && t.createdAt <= task.createdAt && !seen.has(t.step);
    if (passed) seen.add(t.step);
    return passed;
  });
}

/** The step after one that leaves the choice of its approvers to whoever approves now, with its label. */
export function choiceAfter(request: ApprovalRequest, step: string): { readonly step: string; readonly label: Readonly<Record<string, string>> } | undefined {
  const asking = stepsOf(request.definition).filter((s) => listOf(s.branches).length === 0);
  const next = asking[asking.findIndex((s) => s.name === step) + 1];
  const leaves = next !== undefined && asking.some((s) => s.name === step) && [...listOf(next.approvers), ...listOf(next.fallback)].some((a) => a.by === 'previousChoice');
  return leaves ? { step: String(next.name), label: textsOf(next.label) } : undefined;
}

/** The labels of a request's steps, by name. */
export function stepLabels(request: ApprovalRequest): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(stepsOf(request.definition).map((s) => [String(s.name), textsOf(s.label)]));
}

/** Everybody whom a request names, by id. */
export function peopleOf(request: ApprovalRequest): ReadonlyMap<string, string> {
  const people = [request.submitter, ...request.copies, ...request.tasks.flatMap((t) => [t.assignee, t.onBehalfOf, t.addedBy]), ...request.trail.map((e) => e.by)];
  return new Map(people.filter((p) => p !== undefined).map((p) => [p.id, p.name]));
}

/** The steps of a flow or a branch, those of branches within included. */
function stepsOf(sequence: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  return listOf(sequence.steps).flatMap((step) => [step, ...listOf(step.branches).flatMap(stepsOf)]);
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
