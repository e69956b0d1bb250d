import type { APIRequestContext, Page } from '@playwright/test';
import { expect, graphql, test, url } from './app';
import { apply, applyDraft, create, metadata, unique, violations } from './processes';

/** An object of its own, with a flow of one step that its administrator decides. */
async function made(request: APIRequestContext, more: Record<string, unknown>): Promise<{ readonly object: string; readonly flow: string }> {
  const name = unique();
  const object = `V${name}`, flow = `v${name}`;
  await apply(request, [
    { put: { kind: 'object', name: object, label: { 'en': 'Paper', 'zh-CN': '文件' }, pluralLabel: { 'en': `Papers ${name}`, 'zh-CN': `文件 ${name}` }, nameField: 'name', fields: [{ name: 'name', label: 'Name', type: 'text', required: true }] } },
    { put: { kind: 'approvalFlow', name: flow, label: { 'en': `Flow ${name}`, 'zh-CN': `流程 ${name}` }, object, selfApproval: 'allow', steps: [{ name: 'only', label: { 'en': 'Only', 'zh-CN': '唯一' }, approvers: [{ by: 'role', role: 'administrator' }] }], ...more } },
  ]);
  return { object, flow };
}

async function inChinese(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: '简体中文' }).click();
}

test('A deletion that needs an approval is asked for by a form of the flow; the record, the inbox and the request say what it is about', async ({ app }) => {
  test.slow();
  const { object, flow } = await made(app.request, {});
  await app.goto(`${url()}/studio/documents/approvalFlow/${flow}`);
  await app.getByRole('switch', { name: /^Whoever deletes a record submits it/ }).check();
  await applyDraft(app);
  const record = `Old ${flow}`;
  const id = await create(app.request, object, { name: record });
  await app.goto(`${url()}/${object}/${id}/show`);
  await app.getByRole('button', { name: 'Delete' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(app.getByText('Submitted for approval: it is deleted once that is approved.')).toBeVisible();
  await app.getByRole('tab', { name: 'Approval' }).click();
  await expect(app.getByRole('region', { name: `Flow ${object.slice(1)}` })).toContainText('Somebody wants to delete the record.');
  expect(await violations(app)).toEqual([]);

  await inChinese(app);
  await app.goto(`${url()}/approvals`);
  const task = app.getByRole('listitem').filter({ hasText: record });
  await expect(task).toContainText('作废申请');
  await app.goto(`${url()}/approvals?tab=requests`);
  await expect(app.getByRole('listitem').filter({ hasText: record })).toContainText('作废申请');
  await app.goto(`${url()}/approvals`);
  await task.getByRole('button', { name: '同意', exact: true }).click();
  await app.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await expect(app.getByRole('dialog')).toBeHidden();
  await expect(task).toHaveCount(0);
  await app.goto(`${url()}/${object}/${id}/show`);
  await expect(app.getByRole('button', { name: '恢复' })).toBeVisible();
});

test('What becomes of running requests is chosen in the plan, with what it would do, in both languages', async ({ app }) => {
  test.slow();
  const { object, flow } = await made(app.request, {});
  const records = [`Kept ${flow}`, `Also ${flow}`];
  const ids: string[] = [];
  for (const record of records) ids.push(await create(app.request, object, { name: record }));
  for (const id of ids) await graphql(app.request, `mutation { done: submit${object}ForApproval(id: "${id}") { pendingApproval } }`);
  await app.goto(`${url()}/studio/documents/approvalFlow/${flow}`);
  await app.getByRole('button', { name: 'List' }).click();
  const step = app.getByRole('listitem', { name: 'Only' });
  await step.getByRole('button', { name: 'Add a step below: Only' }).click();
  await app.getByRole('button', { name: 'Remove: Only' }).click();
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await expect(plan).toContainText('2 requests are pending');
  for (const record of records) await expect(plan).toContainText(record);
  await expect(plan.getByRole('combobox', { name: 'What becomes of them' })).toHaveText('They go on as they were submitted');
  await expect(plan.getByRole('button', { name: 'Apply', exact: true })).toBeEnabled();

  // Over to the new version: those who are asked now would be asked no more, which has to be accepted.
  await plan.getByRole('combobox', { name: 'What becomes of them' }).click();
  await app.getByRole('option', { name: 'They go over to the new version' }).click();
  await expect(plan.getByRole('checkbox')).toBeVisible();
  await expect(plan.getByRole('button', { name: 'Apply', exact: true })).toBeDisabled();
  await plan.getByRole('combobox', { name: 'What becomes of them' }).click();
  await app.getByRole('option', { name: 'They end' }).click();
  await plan.getByRole('textbox', { name: /^Why\? Stands in their trails/ }).fill('No longer needed');
  await expect(plan.getByRole('checkbox')).not.toBeChecked();
  expect(await violations(app)).toEqual([]);
  await plan.getByRole('button', { name: 'Cancel' }).click();

  await inChinese(app);
  await app.getByRole('button', { name: '查看变更计划' }).click();
  await plan.getByRole('combobox', { name: '如何处理' }).click();
  await app.getByRole('option', { name: '终止' }).click();
  await plan.getByRole('textbox', { name: /^原因（写入审批轨迹）/ }).fill('不再需要');
  await plan.getByRole('checkbox').check();
  await plan.getByRole('button', { name: '应用', exact: true }).click();
  await expect(plan).toBeHidden();
  // Each request goes over by itself.
  await expect.poll(async () => {
    const found = await graphql(app.request, `{ list: approvalRequests(filter: { object: { eq: "${object}" } }) { nodes { status } } }`) as unknown as { list: { nodes: { status: string }[] } };
    return found.list.nodes.map((n) => n.status);
  }, { timeout: 45_000 }).toEqual(['recalled', 'recalled']);
  const { documents } = await metadata<{ documents: { name: string }[] }>(app.request, '{ documents { name } }');
  expect(documents.some((d) => d.name === flow)).toBe(true);
});
