import { isRecord, text } from '../api/problems';

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

export interface TrailEntry {
  readonly id: string;
  readonly act: string;
  readonly step: string | undefined;
  readonly by: Person | undefined;
  readonly at: string;
  readonly comment: string | undefined;
}

export interface ApprovalRequest {
  readonly id: string;
  readonly object: string;
  readonly record: string;
  readonly recordName: string;
  readonly flow: string;
  readonly flowLabel: Readonly<Record<string, string>>;
  readonly status: string;
  readonly submittedAt: string;
  readonly comment: string | undefined;
  readonly submitter: Person | undefined;
  readonly tasks: readonly ApprovalTask[];
  readonly trail: readonly TrailEntry[];
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
    submittedAt: String(value.submittedAt),
    comment: text(value.comment),
    submitter: readPerson(value.owner),
    tasks: nodesOf(value.tasks).map(readTask),
    trail: nodesOf(value.trail).map((entry) => ({
      id: String(entry.id), act: String(entry.act), step: text(entry.step), by: readPerson(entry.by), at: String(entry.at), comment: text(entry.comment),
    })),
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
