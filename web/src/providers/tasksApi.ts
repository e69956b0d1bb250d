import { graphql, type Variables } from '../api/graphql';
import { isRecord, text } from '../api/problems';
import { nodesOf, readPerson, type Person } from '../model/approvals';

export interface AppTask {
  readonly id: string;
  readonly subject: string;
  readonly status: string;
  readonly priority: string;
  readonly due: string | undefined;
  readonly recurrence: string | undefined;
  readonly completedAt: string | undefined;
  readonly object: string | undefined;
  readonly record: string | undefined;
  readonly assignee: Person | undefined;
  readonly canEdit: boolean;
}

export type TaskTab = 'today' | 'overdue' | 'upcoming' | 'done';

const fields = 'id subject status priority due recurrence completedAt object record assignee { id name } _access { canEdit }';
const open = { in: ['open', 'inProgress'] };

/** A person's tasks of one tab; `now` and `tomorrow` are instants. */
export function tasksOfTab(user: string, tab: TaskTab, now: string, tomorrow: string, signal?: AbortSignal): Promise<readonly AppTask[]> {
  const mine = { assignee: { id: { eq: user } } };
  switch (tab) {
    case 'overdue': return read({ ...mine, status: open, due: { lt: now } }, '{ due: ASC }', signal);
    case 'today': return read({ ...mine, status: open, due: { gte: now, lt: tomorrow } }, '{ due: ASC }', signal);
    case 'upcoming': return read({ ...mine, status: open, or: [{ due: { gte: tomorrow } }, { due: { isNull: true } }] }, '{ due: ASC_NULLS_LAST }', signal);
    case 'done': return read({ ...mine, status: { in: ['done', 'canceled'] } }, '{ completedAt: DESC }', signal);
  }
}

/** The tasks of a record, the open ones first. */
export async function tasksAbout(object: string, record: string, signal?: AbortSignal): Promise<readonly AppTask[]> {
  const about = { object: { eq: object }, record: { eq: record } };
  const [waiting, ended] = await Promise.all([
    read({ ...about, status: open }, '{ due: ASC_NULLS_LAST }', signal),
    read({ ...about, status: { in: ['done', 'canceled'] } }, '{ completedAt: DESC }', signal),
  ]);
  return [...waiting, ...ended];
}

export async function addTask(input: Variables): Promise<void> {
  await graphql('mutation Add($input: TaskCreate!) { done: createTask(input: $input) { record { id } } }', { input });
}

export async function setStatus(id: string, status: 'open' | 'done'): Promise<void> {
  await graphql('mutation Status($id: ID!, $status: String) { done: updateTask(id: $id, input: { status: $status }) { warnings { code } } }', { id, status });
}

async function read(filter: Variables, order: string, signal?: AbortSignal): Promise<readonly AppTask[]> {
  const data = await graphql(`query Tasks($filter: TaskFilter) { list: tasks(filter: $filter, orderBy: [${order}], first: 100) { nodes { ${fields} } } }`, { filter }, { signal });
  return nodesOf(data.list).map((node) => ({
    id: String(node.id), subject: String(node.subject), status: String(node.status), priority: String(node.priority), due: text(node.due), recurrence: text(node.recurrence),
    completedAt: text(node.completedAt), object: text(node.object), record: text(node.record), assignee: readPerson(node.assignee),
    canEdit: isRecord(node._access) && node._access.canEdit === true,
  }));
}
