import { graphql, type Variables } from '../api/graphql';
import { ApiError, isRecord, text } from '../api/problems';
import type { WorkspaceObject } from '../api/workspace.generated';
import { nodesOf, readRequest, readTask, type ApprovalRequest, type ApprovalTask } from '../model/approvals';

const person = '{ id name }';
const task = `id step stepLabel kind status automatic createdAt decidedAt remindedAt comment assignee ${person} onBehalfOf ${person} addedBy ${person}`;
const head = `id object record recordName flow definition status voids submittedAt comment owner ${person}`;
const whole = `${head} tasks(first: 200, orderBy: [{ id: ASC }]) { nodes { ${task} } } copies(first: 100) { nodes ${person} } trailLength trailHash trail(first: 200, orderBy: [{ sequence: ASC }]) { nodes { id sequence act step to at comment users digests files(first: 10, orderBy: [{ id: ASC }]) { nodes { id name } } previousHash hash by ${person} } }`;
const listed = `${head} tasks(first: 50, filter: { status: { eq: "pending" } }, orderBy: [{ id: ASC }]) { nodes { ${task} } }`;

/** The first of a list, and how many there are. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

function totalOf(list: unknown): number {
  return isRecord(list) ? Number(list.totalCount ?? 0) : 0;
}

/** A task with what it is about. */
export interface InboxTask {
  readonly task: ApprovalTask;
  readonly request: ApprovalRequest;
}

/** The approval requests of a record, the latest first. */
export async function requestsOf(object: string, record: string, signal?: AbortSignal): Promise<readonly ApprovalRequest[]> {
  const data = await graphql(
    `query Approvals($filter: ApprovalRequestFilter) { list: approvalRequests(filter: $filter, orderBy: [{ submittedAt: DESC }], first: 20) { nodes { ${whole} } } }`,
    { filter: { object: { eq: object }, record: { eq: record } } }, { signal });
  return nodesOf(data.list).map(readRequest);
}

/** Tasks of a person: those that are open, or those that they have answered. */
export async function tasksOf(user: string, done: boolean, first: number, signal?: AbortSignal): Promise<Page<InboxTask>> {
  const status = done ? { in: ['approved', 'rejected', 'returned', 'transferred'] } : { eq: 'pending' };
  const data = await graphql(
    `query Tasks($filter: ApprovalTaskFilter) { list: approvalTasks(filter: $filter, orderBy: [{ ${done ? 'decidedAt' : 'createdAt'}: DESC }], first: ${first}) { nodes { ${task} request { ${head} tasks(first: 100, orderBy: [{ id: ASC }]) { nodes { ${task} } } } } totalCount } }`,
    { filter: { assignee: { id: { eq: user } }, status, automatic: { eq: false } } }, { signal });
  return { items: nodesOf(data.list).flatMap((node) => isRecord(node.request) ? [{ task: readTask(node), request: readRequest(node.request) }] : []), total: totalOf(data.list) };
}

/** Requests that a person submitted, or of which they were sent copies. */
export async function requestsBy(user: string, copied: boolean, first: number, signal?: AbortSignal): Promise<Page<ApprovalRequest>> {
  const filter = copied ? { copies: { some: { id: { eq: user } } } } : { owner: { id: { eq: user } } };
  const data = await graphql(
    `query Requests($filter: ApprovalRequestFilter) { list: approvalRequests(filter: $filter, orderBy: [{ submittedAt: DESC }], first: ${first}) { nodes { ${listed} } totalCount } }`,
    { filter }, { signal });
  return { items: nodesOf(data.list).map(readRequest), total: totalOf(data.list) };
}

/** Submits a record; refused with what is missing. */
export async function submit(object: WorkspaceObject, id: string, flow: string | undefined, comment: string, approvers: readonly { step: string; users: readonly string[] }[], files: readonly string[]): Promise<void> {
  await graphql(
    `mutation Submit($id: ID!, $flow: String, $comment: String, $approvers: [ApprovalChoice!], $files: [ID!]) { done: submit${object.name}ForApproval(id: $id, flow: $flow, comment: $comment, approvers: $approvers, files: $files) { pendingApproval } }`,
    { id, flow, comment, approvers, files });
}

/** What a person does with one task or request. */
export type Act = 'return' | 'transfer' | 'delegate' | 'addBefore' | 'addAfter' | 'removeSigner' | 'takeBack' | 'recall' | 'copy' | 'remind' | 'say';

const mutations: Readonly<Record<Act, { field: string; parameters: string; args: string }>> = {
  return: { field: 'returnApprovalTask', parameters: ', $to: String', args: ', to: $to' },
  transfer: { field: 'transferApprovalTask', parameters: ', $user: ID!', args: ', to: $user' },
  delegate: { field: 'delegateApprovalTask', parameters: ', $user: ID!', args: ', to: $user' },
  addBefore: { field: 'addApprovalSigner', parameters: ', $user: ID!', args: ', user: $user' },
  addAfter: { field: 'addApprovalSigner', parameters: ', $user: ID!', args: ', user: $user, after: true' },
  removeSigner: { field: 'removeApprovalSigner', parameters: '', args: '' },
  takeBack: { field: 'takeBackApprovalTask', parameters: '', args: '' },
  recall: { field: 'recallApprovalRequest', parameters: '', args: '' },
  copy: { field: 'copyApprovalRequest', parameters: ', $user: ID!', args: ', users: [$user]' },
  remind: { field: 'remindApprovalRequest', parameters: '', args: '' },
  say: { field: 'commentApprovalRequest', parameters: '', args: '' },
};

export async function act(kind: Act, id: string, values: { readonly comment: string; readonly files?: readonly string[]; readonly user?: string; readonly to?: string }): Promise<void> {
  const { field, parameters, args } = mutations[kind];
  const comment = kind === 'say' ? 'String!' : 'String';
  const variables: Variables = { id, ...values };
  await graphql(`mutation Act($id: ID!, $comment: ${comment}, $files: [ID!]${parameters}) { done: ${field}(id: $id, comment: $comment, files: $files${args}) { warnings { code } } }`, variables);
}

/** An act that was refused, with the task that it was about. */
export interface RefusedAct {
  readonly id: string;
  readonly error: ApiError;
}

/** Approves or rejects tasks, each by itself; gives the refusals. `approvers` are whom the next step asks, where it leaves that to the approver. */
export async function decide(approves: boolean, ids: readonly string[], comment: string, approvers: readonly string[] = [], files: readonly string[] = []): Promise<readonly RefusedAct[]> {
  const field = approves ? 'approveApprovalTasks' : 'rejectApprovalTasks';
  const chosen = approves && approvers.length > 0;
  const data = await graphql(
    `mutation Decide($ids: [ID!]!, $comment: String, $files: [ID!]${chosen ? ', $approvers: [ID!]' : ''}) { done: ${field}(ids: $ids, comment: $comment, files: $files${chosen ? ', approvers: $approvers' : ''}, allOrNone: false) { failures { index code message } } }`,
    { ids, comment, files, ...(chosen ? { approvers } : {}) });
  const failures = isRecord(data.done) && Array.isArray(data.done.failures) ? data.done.failures.filter(isRecord) : [];
  return failures.map((f) => ({ id: ids[Number(f.index)] ?? '', error: new ApiError(text(f.message) ?? '', text(f.code) ?? 'INTERNAL', 200) }));
}

/** Hands tasks to somebody else, one after the other; gives the refusals. */
export async function transferEach(ids: readonly string[], user: string, comment: string): Promise<readonly RefusedAct[]> {
  const refused: RefusedAct[] = [];
  for (const id of ids) {
    try {
      await act('transfer', id, { comment, user });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.push({ id, error });
    }
  }
  return refused;
}
