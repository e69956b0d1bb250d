import { expect, graphql, test, url } from './app';
import { apply, create, metadata, unique, violations } from './processes';

interface Timer { readonly object: string | null; readonly record: string | null; readonly error: string }

test('What time could not do is listed with the reason, tried again when that is mended, and gone then, in both languages', async ({ app }) => {
  test.slow();
  const name = unique();
  const object = `T${name}`, flow = `t${name}`, role = `r${name}`;
  const flowOf = (step: string, asked: string) => ({
    put: { kind: 'approvalFlow', name: flow, label: `Flow ${name}`, object, selfApproval: 'allow', steps: [{ name: step, label: step, approvers: [{ by: 'role', role: asked }] }] },
  });
  await apply(app.request, [
    { put: { kind: 'role', name: role, label: `Role ${name}` } },
    { put: { kind: 'object', name: object, label: 'Paper', pluralLabel: `Papers ${name}`, nameField: 'name', fields: [{ name: 'name', label: 'Name', type: 'text', required: true }] } },
    flowOf('first', 'administrator'),
  ]);
  const id = await create(app.request, object, { name: `Paper ${name}` });
  const submitted = await graphql(app.request, `mutation { done: submit${object}ForApproval(id: "${id}") { pendingApproval } }`) as unknown as { done: { pendingApproval: string } };
  const request = submitted.done.pendingApproval;

  // The request is to go over to a version in which nobody has the role that is asked.
  await metadata(app.request, 'mutation($edits: [DocumentEdit!]!, $running: [RunningChoice!]!) { apply(edits: $edits, onRunning: $running, accept: ["APPROVAL_STEP_GONE"]) { revision } }', {
    edits: [flowOf('second', role)], running: [{ flow, action: 'MOVE' }],
  });
  await expect.poll(async () => {
    const { timers } = await metadata<{ timers: readonly Timer[] }>(app.request, '{ timers: failedTimers(first: 200) { object record error } }');
    return timers.find((t) => t.record === request)?.object;
  }, { timeout: 45_000 }).toBe('ApprovalRequest');

  await app.goto(`${url()}/studio`);
  await app.getByRole('tab', { name: 'Processes' }).click();
  await app.getByRole('tab', { name: 'Timers' }).click();
  const row = app.getByRole('table', { name: 'Timers' }).getByRole('row').filter({ has: app.locator(`a[href*="${request}"]`) });
  await expect(row).toContainText('Request goes over to another version');
  await expect(row.getByRole('cell').nth(2)).not.toBeEmpty();
  expect(await violations(app)).toEqual([]);

  await app.getByRole('button', { name: 'Language' }).click();
  await app.getByRole('menuitem', { name: '简体中文' }).click();
  const translated = app.getByRole('table', { name: '定时器' }).getByRole('row').filter({ has: app.locator(`a[href*="${request}"]`) });
  await expect(translated).toContainText('审批切换到其他版本');
  await translated.getByRole('button', { name: '重试' }).click();
  await expect(app.getByText(/个事项正在重试/)).toBeVisible();

  const { users } = await graphql(app.request, '{ users(first: 1, filter: { roles: { has: "salesRep" }, active: { eq: true } }) { nodes { id roles } } }') as unknown as { users: { nodes: [{ id: string; roles: string[] }] } };
  const [person] = users.nodes;
  await graphql(app.request, 'mutation($id: ID!, $roles: [String!]) { updateUser(id: $id, input: { roles: $roles }) { record { id } } }', { id: person.id, roles: [...person.roles, role] });
  // It is tried again by itself, too.
  await expect(translated).toHaveCount(0, { timeout: 45_000 });
  const { approvalTasks } = await graphql(app.request, `{ approvalTasks(filter: { request: { id: { eq: "${request}" } }, status: { eq: "pending" } }) { nodes { step } } }`) as unknown as { approvalTasks: { nodes: { step: string }[] } };
  expect(approvalTasks.nodes).toEqual([{ step: 'second' }]);
});
