import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { expect, graphql, test, url } from './app';
import { apply, applyDraft, create, documentOf, signedIn, unique, violations } from './processes';

type Step = Record<string, unknown>;

/** An applied flow over expense claims, of a name of its own. */
async function flowOf(request: APIRequestContext, steps: readonly Step[], more: Record<string, unknown> = {}): Promise<string> {
  const name = `flow${unique()}`;
  await apply(request, [{ put: { kind: 'approvalFlow', name, label: { 'en': `Flow ${name}`, 'zh-CN': `流程 ${name}` }, object: 'ExpenseClaim', priority: 900, when: 'record.amount > 999999999.0', ...more, steps } }]);
  return name;
}

const asked = (name: string, label: string, more: Step = {}): Step => ({ name, label, approvers: [{ by: 'role', role: 'administrator' }], ...more });

async function open(page: Page, name: string): Promise<void> {
  await page.goto(`${url()}/studio/documents/approvalFlow/${name}`);
  await expect(page.getByRole('group', { name: 'Approval flow as a diagram' })).toBeVisible();
}

const node = (page: Page, pointer: string) => page.locator(`.react-flow__node[data-id="${pointer}"]`);

async function stepNames(request: APIRequestContext, name: string): Promise<unknown> {
  const steps = (await documentOf(request, 'approvalFlow', name)).steps as Step[];
  return steps.map((s) => (Array.isArray(s.branches) ? (s.branches as Step[]).map((b) => (b.steps as Step[]).map((i) => i.name)) : s.name));
}

/** Somebody who sells. */
async function seller(request: APIRequestContext): Promise<{ readonly name: string; readonly email: string }> {
  const data = await graphql(request, '{ users(first: 1, filter: { roles: { has: "salesRep" }, active: { eq: true } }) { nodes { name email } } }') as unknown as { users: { nodes: { name: string; email: string }[] } };
  const [found] = data.users.nodes;
  if (found === undefined) throw new Error('The demo data has nobody who sells.');
  return found;
}

async function chooseUser(page: Page, picker: Locator, { name }: { readonly name: string }): Promise<void> {
  await picker.fill(name);
  await page.getByRole('option', { name }).first().click();
}

test('A flow is drawn from nothing with branches, people and conditions, and applied, without a line of JSON', async ({ app }) => {
  test.slow();
  const name = unique();
  await app.goto(`${url()}/studio/documents/approvalFlow`);
  await app.getByRole('button', { name: 'New Approval flow' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Label (English)' }).fill(`Trip ${name}`);
  await dialog.getByRole('combobox', { name: 'Object' }).click();
  await app.getByRole('option', { name: 'Expense Claim', exact: true }).click();
  await dialog.getByRole('button', { name: 'OK' }).click();

  await app.getByRole('button', { name: 'Add a step after “Manager”' }).click();
  await app.getByRole('menuitem', { name: /^Add branches/ }).click();
  await expect(node(app, '/steps/1')).toContainText('Side by side');
  await node(app, '/steps/1/branches/1').click();
  await app.getByRole('textbox', { name: 'Label (English)' }).fill('Large ones');
  await app.getByRole('textbox', { name: 'Condition of the branch' }).fill('record.amount > 5000.0');
  await expect(node(app, '/steps/1/branches/1')).toContainText('if record.amount > 5000.0');

  await node(app, '/steps/1/branches/1/steps/0').click();
  await app.getByRole('textbox', { name: 'Label (English)' }).fill('Finance');
  await app.getByRole('group', { name: 'Approvers', exact: true }).getByRole('combobox', { name: 'Who' }).click();
  await app.getByRole('option', { name: 'Everyone with a role' }).click();
  await app.getByRole('group', { name: 'Approvers', exact: true }).getByRole('combobox', { name: /^Role/ }).click();
  await app.getByRole('option', { name: 'Finance', exact: true }).click();
  await app.getByRole('combobox', { name: 'What the answers come to' }).click();
  await app.getByRole('option', { name: 'A share must approve' }).click();
  await app.getByLabel('Share in per cent').fill('60');
  await app.getByRole('combobox', { name: 'Bound to these fields' }).click();
  await app.getByRole('option', { name: 'Amount', exact: true }).click();
  await app.keyboard.press('Escape');
  await expect(node(app, '/steps/1/branches/1/steps/0')).toContainText('60 % must approve · bound to 1 field');
  expect(await violations(app)).toEqual([]);

  await applyDraft(app);
  const body = await documentOf(app.request, 'approvalFlow', `trip${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  expect(body.steps).toMatchObject([
    { name: 'manager' },
    { branches: [{ steps: [{ approvers: [{ by: 'manager' }] }] }, { when: 'record.amount > 5000.0', steps: [{ rule: 'ratio', ratio: 0.6, approvers: [{ by: 'role', role: 'salesFinance' }], watchedFields: ['amount'] }] }] },
  ]);
});

test('Steps are moved by keyboard into branches and out of them, removed, and each act is taken back by itself', async ({ app }) => {
  const name = await flowOf(app.request, [
    asked('one', 'First'), { name: 'both', label: 'Both', branches: [{ name: 'left', label: 'Left', steps: [asked('two', 'Second')] }, { name: 'right', label: 'Right', steps: [asked('three', 'Third')] }] },
  ]);
  await open(app, name);
  await node(app, '/steps/0').focus();
  await app.keyboard.press('Alt+ArrowDown');
  await expect(node(app, '/steps/0/branches/0/steps/0')).toBeFocused();
  await app.keyboard.press('Alt+ArrowDown');
  await expect(node(app, '/steps/0/branches/0/steps/1')).toBeFocused();
  await app.keyboard.press('ArrowUp');
  await expect(node(app, '/steps/0/branches/0/steps/0')).toBeFocused();
  await app.keyboard.press('Delete');
  await expect(node(app, '/steps/0/branches/0/steps/0')).toContainText('First');
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(node(app, '/steps/0/branches/0/steps/0')).toContainText('Second');
  await applyDraft(app);
  expect(await stepNames(app.request, name)).toEqual([[['two', 'one'], ['three']]]);
});

test('A step is dragged onto another line', async ({ app }) => {
  const name = await flowOf(app.request, [asked('one', 'First'), asked('two', 'Second'), asked('three', 'Third')]);
  await open(app, name);
  const from = await node(app, '/steps/0').boundingBox();
  const to = await app.getByRole('button', { name: 'Add a step after “Second”' }).boundingBox();
  if (from === null || to === null) throw new Error('Nothing is drawn.');
  await app.mouse.move(from.x + from.width / 2, from.y + 14);
  await app.mouse.down();
  await app.mouse.move(from.x + from.width / 2, from.y + 60, { steps: 4 });
  await app.mouse.move(to.x + to.width / 2, to.y + to.height / 2 - from.height / 2 + 14, { steps: 8 });
  await app.mouse.up();
  await expect(node(app, '/steps/1')).toContainText('First');
  await applyDraft(app);
  expect(await stepNames(app.request, name)).toEqual(['two', 'one', 'three']);
});

test('What is wrong stands at the step that it is about, on the canvas as in the list, and goes when it is mended there', async ({ app }) => {
  const name = await flowOf(app.request, [asked('one', 'First'), asked('two', 'Second')]);
  await open(app, name);
  await node(app, '/steps/1').click();
  await app.getByRole('textbox', { name: 'Only when' }).fill('record.amont > 1.0');
  await expect(node(app, '/steps/1')).toContainText('1 error');
  await expect(node(app, '/steps/0')).not.toContainText('error');
  await app.getByRole('button', { name: 'List' }).click();
  const second = app.getByRole('listitem', { name: 'Second' });
  await expect(second).toContainText('1 error');
  await second.getByRole('textbox', { name: 'Only when' }).fill('record.amount > 1.0');
  await expect(second).not.toContainText('error');
  expect(await violations(app)).toEqual([]);
  await second.getByRole('button', { name: 'Move up: Second' }).click();
  await applyDraft(app);
  expect(await stepNames(app.request, name)).toEqual(['two', 'one']);
});

test('The check says at a step for whom it finds nobody', async ({ app }) => {
  const name = await flowOf(app.request, [asked('one', 'First'), { name: 'gone', label: 'Gone', approvers: [{ by: 'user', email: 'nobody@example.com' }] }]);
  await open(app, name);
  await expect(node(app, '/steps/1')).toContainText(/Finds nobody for \d+ submitters/);
  // The only administrator would ask nobody but themselves.
  await expect(node(app, '/steps/0')).toContainText('Finds nobody for 1 submitter:');
});

test('A draft is tried on a record: who would be asked, why, and what is left out', async ({ app }) => {
  const name = await flowOf(app.request, [asked('one', 'First'), asked('two', 'Second', { when: 'record.amount > 5000.0' })], { when: 'record.amount > 10.0', active: false });
  const claim = `Trial ${name}`;
  await create(app.request, 'ExpenseClaim', { name: claim, amount: '800' });
  await open(app, name);
  await node(app, '/steps/0').click();
  // The draft, not what is applied, is what is tried.
  await app.getByRole('group', { name: 'Approvers', exact: true }).getByRole('combobox', { name: 'Who' }).click();
  await app.getByRole('option', { name: 'A certain person' }).click();
  await app.getByRole('group', { name: 'Approvers', exact: true }).getByRole('combobox', { name: /^Person/ }).fill('nobody@example.com');
  await app.getByRole('button', { name: 'Add: If that is nobody' }).click();
  await app.getByRole('button', { name: 'Simulate' }).click();
  const panel = app.getByRole('region', { name: 'Simulation' });
  await panel.getByRole('combobox', { name: /Try it on/ }).fill(claim);
  await app.getByRole('option', { name: claim }).click();
  await chooseUser(app, panel.getByRole('combobox', { name: 'Submitted by' }), await seller(app.request));
  await expect(panel).toContainText(`“${claim}” would be approved after`);
  await expect(node(app, '/steps/0')).toContainText('Role: Administrator, as nobody else was found');
  await expect(node(app, '/steps/1')).toContainText('Left out: its condition is not true');
  expect(await violations(app)).toEqual([]);
});

test('Whom people would choose is asked for in a simulation', async ({ app }) => {
  const name = await flowOf(app.request, [{ name: 'chosen', label: 'Chosen', approvers: [{ by: 'submitterChoice' }] }]);
  const claim = `Choice ${name}`;
  await create(app.request, 'ExpenseClaim', { name: claim, amount: '5' });
  await open(app, name);
  await app.getByRole('button', { name: 'Simulate' }).click();
  const panel = app.getByRole('region', { name: 'Simulation' });
  await panel.getByRole('combobox', { name: /Try it on/ }).fill(claim);
  await app.getByRole('option', { name: claim }).click();
  await expect(panel).toContainText('somebody has to be chosen');
  await chooseUser(app, panel.getByRole('combobox', { name: 'Chosen for “Chosen”' }), await seller(app.request));
  await expect(panel).toContainText('would be approved after 1 step');
  await expect(panel).toContainText('its condition is not true');
});

test('On a phone, in Chinese, a flow is read as a list and changed there', async ({ app, browser }) => {
  const name = await flowOf(app.request, [asked('one', 'First'), asked('two', 'Second')]);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 800 }, storageState: await app.context().storageState() });
  const page = await context.newPage();
  await page.goto(`${url()}/studio/documents/approvalFlow/${name}`);
  const first = page.getByRole('listitem', { name: 'First' });
  await expect(first).toContainText('或签');
  await first.getByRole('button', { name: '编辑“First”' }).click();
  await first.getByRole('combobox', { name: '审批规则' }).click();
  await page.getByRole('option', { name: /会签/ }).click();
  await expect(first).toContainText('会签：须全部同意');
  await first.getByRole('textbox', { name: '执行条件' }).fill('record.amont > 1.0');
  await expect(first).toContainText('没有表达式可以读取的“amont”');
  await first.getByRole('textbox', { name: '执行条件' }).fill('');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '流程图' }).click();
  await node(page, '/steps/1').click();
  await expect(page.getByRole('dialog', { name: 'Second' }).getByRole('combobox', { name: '审批规则' })).toBeVisible();
  await context.close();
});

test('Who may not customise does not come to the studio', async ({ app, browser }) => {
  const page = await signedIn(browser, (await seller(app.request)).email);
  await page.goto(`${url()}/studio/documents/approvalFlow`);
  await expect(page.getByText('Your roles do not allow customising.')).toBeVisible();
});

test('What is done when a request ends is said by forms', async ({ app }) => {
  const name = await flowOf(app.request, [asked('only', 'Only')]);
  await open(app, name);
  const approved = app.getByRole('group', { name: 'Done when it is approved' });
  await approved.getByRole('button', { name: 'Add an action' }).click();
  await approved.getByRole('textbox', { name: 'Task (English)' }).fill('Pay it out');
  await approved.getByRole('combobox', { name: 'For' }).click();
  await app.getByRole('option', { name: 'Somebody else' }).click();
  const rejected = app.getByRole('group', { name: 'Done when it is rejected' });
  await rejected.getByRole('button', { name: 'Add an action' }).click();
  await rejected.getByRole('combobox', { name: 'What is done' }).click();
  await app.getByRole('option', { name: 'Tell people' }).click();
  await applyDraft(app);
  expect(await documentOf(app.request, 'approvalFlow', name)).toMatchObject({
    approveActions: [{ do: 'createTask', task: { subject: { en: 'Pay it out' }, assignee: { by: 'field', value: 'record.owner' } } }], rejectActions: [{ do: 'notify', to: [{ by: 'field', value: 'record.owner' }] }],
  });
});

test('Branches lie within branches, other flows are gone through, and a record is tried on both, on the canvas as in the list, in both languages', async ({ app }) => {
  test.slow();
  const counsel = await flowOf(app.request, [asked('lawyer', 'Lawyer'), asked('partner', 'Partner', { when: 'record.amount > 5000.0' })], { manual: false, onCreate: true, active: false, when: 'record.amount > 1.0' });
  const name = await flowOf(app.request, [{ name: 'both', label: 'Both', branches: [{ name: 'left', label: 'Left', steps: [asked('one', 'First')] }, { name: 'right', label: 'Right', steps: [asked('two', 'Second')] }] }]);
  const claim = `Nested ${name}`;
  await create(app.request, 'ExpenseClaim', { name: claim, amount: '800' });
  await open(app, name);
  await node(app, '/steps/0/branches/0/steps/0').click();
  await app.getByRole('button', { name: 'Put a branch beside it: First' }).click();
  const inner = '/steps/0/branches/0/steps/0';
  await expect(node(app, `${inner}/branches/1/steps/0`)).toContainText('New step');
  // What the check says makes the steps higher: lines stand still after it.
  await expect(node(app, `${inner}/branches/1/steps/0`)).toContainText('Finds nobody');
  // The branch has the name of the step that it was made of.
  await app.getByRole('button', { name: 'Add a step after “First”' }).last().click();
  await app.getByRole('menuitem', { name: /^Add another flow/ }).click();
  const through = `${inner}/branches/0/steps/1`;
  // Which flow is not said yet: that stands at the step.
  await expect(node(app, through)).toContainText('1 error');
  await app.getByRole('combobox', { name: 'Flow that is gone through' }).click();
  await app.getByRole('option', { name: `Flow ${counsel}`, exact: true }).click();
  await expect(node(app, through)).toContainText(`Goes through “Flow ${counsel}”`);
  await expect(node(app, through)).toContainText('Lawyer → Partner');
  await expect(node(app, through)).not.toContainText('error');
  await app.getByRole('textbox', { name: 'Label (English)' }).fill('Legal');
  expect(await violations(app)).toEqual([]);

  await app.getByRole('button', { name: 'Simulate' }).click();
  const panel = app.getByRole('region', { name: 'Simulation' });
  await panel.getByRole('combobox', { name: /Try it on/ }).fill(claim);
  await app.getByRole('option', { name: claim }).click();
  await chooseUser(app, panel.getByRole('combobox', { name: 'Submitted by' }), await seller(app.request));
  await expect(node(app, through)).toContainText('Lawyer: ');
  await panel.getByRole('button', { name: 'Close' }).click();

  await app.getByRole('button', { name: 'List' }).click();
  const legal = app.getByRole('listitem', { name: 'Legal', exact: true });
  await expect(legal).toContainText('Lawyer → Partner');
  // What is chosen on the canvas is open in the list.
  await expect(legal.getByRole('button', { name: 'Edit Legal' })).toHaveAttribute('aria-expanded', 'true');
  await legal.getByRole('textbox', { name: 'Only when' }).fill('record.amount > 2.0');
  await app.getByRole('button', { name: 'Diagram' }).click();
  await expect(node(app, through)).toContainText('if record.amount > 2.0');
  await applyDraft(app);
  const steps = (await documentOf(app.request, 'approvalFlow', name)).steps;
  expect(steps).toMatchObject([{
    name: 'both', branches: [{
      name: 'left', steps: [{
        branches: [{ steps: [{ name: 'one' }, { label: { en: 'Legal' }, flow: counsel, when: 'record.amount > 2.0' }] }, { steps: [{ approvers: [{ by: 'manager' }] }] }],
      }],
    }, { name: 'right', steps: [{ name: 'two' }] }],
  }]);

  await app.getByRole('button', { name: 'Language' }).click();
  await app.getByRole('menuitem', { name: '简体中文' }).click();
  await expect(node(app, through)).toContainText(`执行“流程 ${counsel}”`);
  // A step with branches goes out of the branch, and back, by keyboard.
  await node(app, inner).focus();
  await app.keyboard.press('Alt+ArrowUp');
  await expect(node(app, '/steps/0/branches/1/branches/0/steps/0')).toHaveCount(0);
  await expect(node(app, '/steps/0')).toBeFocused();
  await app.keyboard.press('Alt+ArrowDown');
  await expect(node(app, inner)).toBeFocused();
});
