import type { APIRequestContext, Page } from '@playwright/test';
import { expect, graphql, test, url } from './app';
import { apply, applyDraft, create, documentOf, unique, violations } from './processes';

interface Made { readonly object: string; readonly pipeline: string }

/** An object of its own with a pipeline of four stages over it. */
async function made(request: APIRequestContext, more: Record<string, unknown> = {}): Promise<Made> {
  const name = unique();
  const object = `P${name}`, pipeline = `p${name}`;
  const choice = (value: string, en: string, zh: string, color: string) => ({ value, label: { en, 'zh-CN': zh }, color });
  await apply(request, [
    {
      put: {
        kind: 'object', name: object, label: { 'en': `Deal ${name}`, 'zh-CN': `交易 ${name}` }, pluralLabel: { 'en': `Deals ${name}`, 'zh-CN': `交易 ${name}` }, nameField: 'name',
        fields: [
          { name: 'name', label: 'Name', type: 'text', required: true },
          { name: 'stage', label: { 'en': 'Stage', 'zh-CN': '阶段' }, type: 'picklist', values: [choice('first', 'First', '初步', '#1976d2'), choice('second', 'Second', '方案', '#7b1fa2'), choice('third', 'Third', '报价', '#00796b'), choice('won', 'Won', '赢单', '#2e7d32'), choice('lost', 'Lost', '输单', '#c62828')] },
          { name: 'amount', label: { 'en': 'Amount', 'zh-CN': '金额' }, type: 'currency' },
          { name: 'reason', label: { 'en': 'Reason', 'zh-CN': '原因' }, type: 'picklist', values: [{ value: 'price', label: { 'en': 'Price', 'zh-CN': '价格' } }] },
          { name: 'closeDate', label: { 'en': 'Close date', 'zh-CN': '成交日期' }, type: 'date' },
          { name: 'category', label: { 'en': 'Category', 'zh-CN': '类别' }, type: 'picklist', values: [{ value: 'best', label: { 'en': 'Best case', 'zh-CN': '乐观' } }, { value: 'commit', label: { 'en': 'Commit', 'zh-CN': '承诺' } }] },
        ],
      },
    },
    {
      put: {
        kind: 'pipeline', name: pipeline, label: { 'en': `Way ${name}`, 'zh-CN': `流程 ${name}` }, object, field: 'stage', order: 'noSkipping', amountField: 'amount', forecastField: 'category',
        stages: [
          { value: 'first', probability: 0.1, forecast: 'best' }, { value: 'second', probability: 0.5, forecast: 'best', requiredFields: ['amount'] }, { value: 'third', probability: 0.8, forecast: 'commit' },
          { value: 'won', kind: 'won', reason: 'reason' }, { value: 'lost', kind: 'lost', reason: 'reason' },
        ],
        ...more,
      },
    },
  ]);
  return { object, pipeline };
}

async function open(page: Page, pipeline: string): Promise<void> {
  await page.goto(`${url()}/studio/documents/pipeline/${pipeline}`);
  await expect(page.getByRole('list', { name: 'Stages' })).toBeVisible();
}

const stage = (page: Page, name: string) => page.getByRole('list', { name: 'Stages' }).getByRole('button', { name: new RegExp(`^${name}`) });

test('A stage gets its probability, guidance, fields and a condition, which the server asks from then on', async ({ app }) => {
  test.slow();
  const { object, pipeline } = await made(app.request);
  await open(app, pipeline);
  await stage(app, 'Second').click();
  await app.getByLabel('Probability in per cent').fill('45');
  await app.getByLabel('Stale after days').fill('14');
  await app.getByRole('textbox', { name: 'What to do here (English)' }).fill('Show the product.');
  await app.getByRole('combobox', { name: 'Key fields' }).click();
  await app.getByRole('option', { name: 'Close date' }).click();
  await app.keyboard.press('Escape');
  const entry = app.getByRole('group', { name: 'Conditions of entering' });
  await entry.getByRole('button', { name: 'Add a condition' }).click();
  await entry.getByRole('textbox', { name: 'Must be true' }).fill('record.amont > 100.0');
  await expect(stage(app, 'Second')).toContainText('1 error');
  await entry.getByRole('textbox', { name: 'Must be true' }).fill('record.amount > 100.0');
  await entry.getByRole('textbox', { name: 'What is missing (English)' }).fill('It must be worth more than 100.');
  await expect(stage(app, 'Second')).not.toContainText('error');
  expect(await violations(app)).toEqual([]);
  await applyDraft(app);
  expect((await documentOf(app.request, 'pipeline', pipeline)).stages).toMatchObject([
    { value: 'first' }, { probability: 0.45, staleAfterDays: 14, keyFields: ['closeDate'], requiredFields: ['amount'], entry: [{ condition: 'record.amount > 100.0' }] }, {}, {}, {},
  ]);
  const id = await create(app.request, object, { name: 'Small', amount: '50' });
  const answer = await app.request.post(`${url()}/graphql`, { data: { query: `mutation($id: ID!) { advance${object}(id: $id, to: "second") { record { id } } }`, variables: { id } } });
  expect(JSON.stringify(await answer.json())).toContain('It must be worth more than 100.');
});

test('Stages are put in order by keyboard, and added with a new choice of the field', async ({ app }) => {
  const { pipeline } = await made(app.request);
  await open(app, pipeline);
  const items = app.getByRole('list', { name: 'Stages' }).getByRole('listitem');
  await items.nth(0).focus();
  await app.keyboard.press('Space');
  await app.keyboard.press('ArrowDown');
  await expect(items.nth(0)).toBeVisible();
  await app.keyboard.press('Space');
  await expect(items.nth(0)).toContainText('Second');
  await app.getByRole('button', { name: 'Add stage' }).click();
  await app.getByRole('menuitem', { name: 'New stage' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: 'Label (English)' }).fill('Fourth');
  await app.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
  await expect(items.nth(3)).toContainText('Fourth');
  await applyDraft(app);
  expect(((await documentOf(app.request, 'pipeline', pipeline)).stages as { value: string }[]).map((s) => s.value)).toEqual(['second', 'first', 'third', 'fourth', 'won', 'lost']);
});

test('A stage with records is removed by saying where they go; the plan asks, and they are there', async ({ app }) => {
  const { object, pipeline } = await made(app.request);
  const id = await create(app.request, object, { name: 'Stays', amount: '500' });
  await open(app, pipeline);
  await stage(app, 'First').click();
  await app.getByRole('button', { name: 'Retire or remove' }).click();
  const dialog = app.getByRole('dialog');
  await expect(dialog).toContainText('1 record');
  await expect(dialog.getByRole('radio', { name: /there are no records/ })).toBeDisabled();
  await dialog.getByRole('radio', { name: /its records go to another stage/ }).check();
  await dialog.getByRole('combobox', { name: 'Records go to' }).click();
  await app.getByRole('option', { name: 'Second' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(app.getByText('Records of “First” go to “Second”.')).toBeVisible();
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await plan.getByRole('checkbox').check();
  await plan.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(plan).toBeHidden();
  const data = await graphql(app.request, `query($id: ID!) { record: ${object.charAt(0).toLowerCase()}${object.slice(1)}(id: $id) { stage } }`, { id });
  expect(data).toEqual({ record: { stage: 'second' } });
});

test('Ways between stages are listed one by one and limited to roles', async ({ app }) => {
  const { pipeline } = await made(app.request);
  await open(app, pipeline);
  await app.getByRole('tab', { name: 'Ways between stages' }).click();
  await expect(app.getByRole('checkbox', { name: 'First → Third' })).not.toBeChecked();
  await app.getByRole('switch', { name: 'Only certain ways' }).check();
  await app.getByRole('checkbox', { name: 'First → Third' }).check();
  await app.getByRole('button', { name: 'Limit a way to roles' }).click();
  await app.getByRole('menuitem', { name: 'First → Third' }).click();
  await expect(app.getByRole('group', { name: 'Ways for some roles only' })).toContainText('Administrator');
  expect(await violations(app)).toEqual([]);
  await applyDraft(app);
  const ways = (await documentOf(app.request, 'pipeline', pipeline)).transitions as Record<string, unknown>[];
  expect(ways).toContainEqual({ from: 'first', to: 'third', roles: ['administrator'] });
  expect(ways).toContainEqual({ from: 'first', to: 'second' });
});

test('A pipeline is edited in Chinese on a phone', async ({ app, browser }) => {
  const { pipeline } = await made(app.request);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 800 }, storageState: await app.context().storageState() });
  const page = await context.newPage();
  await page.goto(`${url()}/studio/documents/pipeline/${pipeline}`);
  await page.getByRole('list', { name: '阶段' }).getByRole('button', { name: /^报价/ }).click();
  await page.getByLabel('停滞天数').fill('7');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  await applyDraft(page);
  expect((await documentOf(app.request, 'pipeline', pipeline)).stages).toMatchObject([{}, {}, { staleAfterDays: 7 }, {}, {}]);
  await context.close();
});

test('A board adds up each currency by itself, shows more in its place, and explains what a card lacks and fills it in', async ({ app }) => {
  test.slow();
  const { object } = await made(app.request);
  const plural = await pluralOf(app.request, object);
  const inputs = Array.from({ length: 44 }, (_, i) => ({ name: `Card ${i + 1}`, closeDate: '2099-03-10', amount: '10.5', currency: i % 2 === 0 ? 'CNY' : 'USD' }));
  await graphql(app.request, `mutation($inputs: [${object}Create!]!) { create${plural.charAt(0).toUpperCase()}${plural.slice(1)}(inputs: $inputs) { records { id } } }`, { inputs });
  await create(app.request, object, { name: 'Card 45', closeDate: '2099-03-10' });
  await app.goto(`${url()}/${object}/board`);
  const first = app.getByRole('region', { name: 'First', exact: true });
  await expect(first).toContainText('(45)');
  await expect(first).toContainText(/CNY\s?231\.00/);
  await expect(first).toContainText(/USD\s?231\.00/);
  await expect(first.getByRole('group')).toHaveCount(20);
  await first.getByRole('button', { name: 'Show more (25 left)' }).click();
  await expect(first.getByRole('group')).toHaveCount(40);

  const card = app.getByRole('group', { name: 'Card 45' });
  await card.getByRole('button', { name: 'Move Card 45' }).click();
  await app.getByRole('menuitem', { name: 'Move to “Second”' }).click();
  const dialog = app.getByRole('dialog', { name: 'Move to “Second”' });
  await expect(dialog.getByRole('alert')).toContainText('Amount');
  await dialog.getByRole('textbox', { name: /Amount/ }).fill('99');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(app.getByRole('region', { name: 'Second', exact: true })).toContainText('Card 45');
  // What was shown of the other cards is still there.
  await expect(first.getByRole('group')).toHaveCount(40);
  expect(await violations(app)).toEqual([]);

  await app.getByRole('button', { name: 'Forecast' }).click();
  const table = app.getByRole('table', { name: /^Forecast/ });
  await expect(table.getByRole('row', { name: /March 2099/ })).toContainText('45 records');
  expect(await violations(app)).toEqual([]);
  await app.getByRole('button', { name: 'Funnel' }).click();
  await expect(app.getByRole('region', { name: /^Funnel/ })).toContainText('44 here, 45 this far (100%)');
  await app.getByRole('button', { name: 'Board', exact: true }).click();
  await first.getByRole('link', { name: 'First' }).click();
  await expect(app.getByRole('table').locator('tbody tr').first()).toBeVisible();
  await expect(app.getByRole('table')).not.toContainText('Card 45');
});

test('A card is dragged by keyboard; a way that does not exist is refused in words', async ({ app }) => {
  const { object } = await made(app.request);
  await create(app.request, object, { name: 'Traveller', amount: '500' });
  await app.goto(`${url()}/${object}/board`);
  const card = app.getByRole('group', { name: 'Traveller' });
  await card.focus();
  await app.keyboard.press('Space');
  await app.keyboard.press('ArrowRight');
  await app.keyboard.press('ArrowRight');
  await expect(app.getByRole('region', { name: 'Third', exact: true })).toContainText('No way leads here');
  await app.keyboard.press('Space');
  await expect(app.getByRole('dialog')).toContainText('This cannot be done:');
  await expect(app.getByRole('dialog').getByRole('button', { name: 'Move', exact: true })).toBeHidden();
  await app.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(app.getByRole('region', { name: 'First', exact: true })).toContainText('Traveller');
});

test('In Chinese a board says what a card lacks and why it cannot go, and a funnel and a forecast are read', async ({ app, browser }) => {
  const { object } = await made(app.request);
  await create(app.request, object, { name: '旅行', closeDate: '2099-03-10' });
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, storageState: await app.context().storageState() });
  const page = await context.newPage();
  await page.goto(`${url()}/${object}/board`);
  const card = page.getByRole('group', { name: '旅行' });
  await card.getByRole('button', { name: '移动 旅行' }).click();
  await page.getByRole('menuitem', { name: '推进到“方案”' }).click();
  const dialog = page.getByRole('dialog', { name: '推进到“方案”' });
  await expect(dialog.getByRole('alert')).toContainText('金额');
  await dialog.getByRole('textbox', { name: /金额/ }).fill('99');
  await dialog.getByRole('button', { name: '推进', exact: true }).click();
  await expect(page.getByRole('region', { name: '方案', exact: true })).toContainText('旅行');
  await card.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '漏斗' }).click();
  await expect(page.getByRole('region', { name: /^漏斗/ })).toContainText('方案');
  await page.getByRole('button', { name: '预测' }).click();
  await expect(page.getByRole('table')).toContainText('乐观');
  await context.close();
});

test('The board of deals opens with the pipeline that most go through, and then with the one that was chosen last', async ({ app }) => {
  await app.goto(`${url()}/Opportunity/board`);
  await expect(app.getByRole('combobox', { name: 'Pipeline' })).toHaveText('New Business');
  await app.getByRole('combobox', { name: 'Pipeline' }).click();
  await app.getByRole('option', { name: 'Renewal' }).click();
  await expect(app.getByRole('region', { name: 'Renewal Review' })).toBeVisible();
  await app.goto(`${url()}/Opportunity/board`);
  await expect(app.getByRole('combobox', { name: 'Pipeline' })).toHaveText('Renewal');
});

test('The path says what is missing, takes it in, goes on, asks for a reason at the end, and opens again', async ({ app }) => {
  const { object } = await made(app.request);
  const id = await create(app.request, object, { name: 'Walker' });
  await app.goto(`${url()}/${object}/${id}/show`);
  const path = app.getByRole('region', { name: /^Stages:/ });
  await path.getByRole('button', { name: 'Second', exact: true }).click();
  await expect(path.getByRole('alert')).toContainText('Amount');
  await path.getByRole('button', { name: 'Move to “Second”' }).click();
  await app.getByRole('dialog').getByRole('textbox', { name: /Amount/ }).fill('20');
  await app.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
  await expect(path.getByRole('button', { name: 'Second', exact: true })).toHaveAttribute('aria-current', 'step');
  await path.getByRole('button', { name: 'Lost', exact: true }).click();
  await path.getByRole('button', { name: 'Move to “Lost”' }).click();
  await app.getByRole('dialog').getByRole('combobox', { name: /Reason/ }).click();
  await app.getByRole('option', { name: 'Price' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
  await expect(path.getByRole('button', { name: 'Lost', exact: true })).toHaveAttribute('aria-current', 'step');
  await path.getByRole('button', { name: 'First', exact: true }).click();
  await path.getByRole('button', { name: 'Reopen in “First”' }).click();
  await expect(path.getByRole('button', { name: 'First', exact: true })).toHaveAttribute('aria-current', 'step');
});

async function pluralOf(request: APIRequestContext, object: string): Promise<string> {
  const answer = await request.post(`${url()}/graphql`, { data: { query: '{ __type(name: "Query") { fields { name type { ofType { name } } } } }' } });
  const { data } = await answer.json() as { data: { __type: { fields: { name: string; type: { ofType: { name: string } | null } }[] } } };
  const found = data.__type.fields.find((f) => f.type.ofType?.name === `${object}Connection`);
  if (found === undefined) throw new Error(`There is no list of ${object}.`);
  return found.name;
}

test('A stage gives tasks and tells people, and records go by themselves, by forms, in both languages', async ({ app }) => {
  test.slow();
  const { object, pipeline } = await made(app.request);
  await open(app, pipeline);
  await stage(app, 'Second').click();
  const enters = app.getByRole('group', { name: 'Done when a record enters' });
  await enters.getByRole('button', { name: 'Add an action' }).click();
  await enters.getByRole('textbox', { name: 'Task (English)' }).fill('Call {record.nam}');
  await expect(stage(app, 'Second')).toContainText('1 error');
  await enters.getByRole('textbox', { name: 'Task (English)' }).fill('Call {record.name}');
  await enters.getByRole('textbox', { name: 'Task (Chinese)' }).fill('致电{record.name}');
  await enters.getByLabel('Due after hours of work').fill('8');
  await expect(stage(app, 'Second')).not.toContainText('error');
  await enters.getByRole('button', { name: 'Add an action' }).click();
  await enters.getByRole('combobox', { name: 'What is done' }).last().click();
  await app.getByRole('option', { name: 'Tell people' }).click();
  await enters.getByRole('textbox', { name: 'What they are told (English)' }).fill('{actor} went on');

  const timed = app.getByRole('group', { name: 'By itself after days' });
  await timed.getByRole('button', { name: 'Add a time' }).click();
  await timed.getByLabel('After days').fill('60');
  await timed.getByRole('combobox', { name: 'Goes to' }).click();
  await app.getByRole('option', { name: 'Lost' }).click();
  const sets = timed.getByRole('group', { name: 'Set when it goes' });
  await sets.getByRole('button', { name: 'Set a field' }).click();
  await sets.getByRole('combobox', { name: 'Field' }).click();
  await app.getByRole('option', { name: 'Reason', exact: true }).click();
  await sets.getByRole('textbox', { name: 'Value' }).fill("'price'");
  expect(await violations(app)).toEqual([]);
  await applyDraft(app);
  expect(((await documentOf(app.request, 'pipeline', pipeline)).stages as unknown[])[1]).toMatchObject({
    enterActions: [
      { do: 'createTask', task: { subject: { 'en': 'Call {record.name}', 'zh-CN': '致电{record.name}' }, dueAfter: 480 } },
      { do: 'notify', to: [{ by: 'field', value: 'record.owner' }], text: { en: '{actor} went on' } },
    ],
    timed: [{ afterDays: 60, to: 'lost', set: [{ field: 'reason', value: "'price'" }] }],
  });
  const id = await create(app.request, object, { name: 'Big', amount: '500' });
  await graphql(app.request, `mutation { done: advance${object}(id: "${id}", to: "second", input: {}) { record { id } } }`);
  expect(await graphql(app.request, `{ tasks(filter: { record: { eq: "${id}" } }) { nodes { subject } } }`)).toEqual({ tasks: { nodes: [{ subject: 'Call Big' }] } });

  await app.getByRole('button', { name: 'Language' }).click();
  await app.getByRole('menuitem', { name: '简体中文' }).click();
  await app.getByRole('button', { name: /^方案 50/ }).click();
  await expect(app.getByRole('group', { name: '记录进入时执行' })).toBeVisible();
  await expect(app.getByRole('group', { name: '停留到期自动流转' }).getByLabel('停留天数')).toHaveValue('60');
});

test('What has to be done in a stage is said by a form, and keeps a record from going on until it is done', async ({ app }) => {
  test.slow();
  const { object, pipeline } = await made(app.request);
  await open(app, pipeline);
  await stage(app, 'Second').click();
  const tasks = app.getByRole('group', { name: 'Has to be done' });
  await tasks.getByRole('button', { name: 'Add a task' }).click();
  await tasks.getByRole('textbox', { name: 'What has to be done (English)' }).fill('Call the customer');
  await tasks.getByRole('textbox', { name: 'What has to be done (Chinese)' }).fill('致电客户');
  await tasks.getByRole('textbox', { name: 'Only for records for which' }).fill('record.amount > 100.0');
  await tasks.getByRole('switch', { name: 'Say who does it, by when' }).check();
  await tasks.getByRole('textbox', { name: 'Task (English)' }).fill('Call about {record.nam}');
  await expect(stage(app, 'Second')).toContainText('1 error');
  await tasks.getByRole('textbox', { name: 'Task (English)' }).fill('Call about {record.name}');
  await tasks.getByLabel('Due after hours of work').fill('8');
  await expect(stage(app, 'Second')).not.toContainText('error');
  expect(await violations(app)).toEqual([]);
  await applyDraft(app);
  expect(((await documentOf(app.request, 'pipeline', pipeline)).stages as unknown[])[1]).toMatchObject({
    tasks: [{ name: 'task1', label: { 'en': 'Call the customer', 'zh-CN': '致电客户' }, when: 'record.amount > 100.0', task: { subject: { en: 'Call about {record.name}' }, dueAfter: 480 } }],
  });

  const id = await create(app.request, object, { name: 'Big', amount: '500' });
  await graphql(app.request, `mutation { done: advance${object}(id: "${id}", to: "second", input: {}) { record { id } } }`);
  await app.goto(`${url()}/${object}/${id}/show`);
  const path = app.getByRole('region', { name: /^Stages:/ });
  await path.getByRole('button', { name: 'Third', exact: true }).click();
  await expect(path.getByRole('alert')).toContainText('Call the customer');
  const found = await graphql(app.request, `{ tasks(filter: { record: { eq: "${id}" } }) { nodes { id subject } } }`) as unknown as { tasks: { nodes: { id: string; subject: string }[] } };
  expect(found.tasks.nodes.map((t) => t.subject)).toEqual(['Call about Big']);
  await graphql(app.request, 'mutation($id: ID!) { done: updateTask(id: $id, input: { status: "done" }) { record { id } } }', { id: found.tasks.nodes[0]?.id });
  await graphql(app.request, `mutation { done: advance${object}(id: "${id}", to: "third", input: {}) { record { id } } }`);
});

test('A stage gets another name where it stands, which no record notices', async ({ app }) => {
  const { object, pipeline } = await made(app.request);
  const id = await create(app.request, object, { name: 'Kept', amount: '5' });
  await open(app, pipeline);
  const named = app.getByRole('group', { name: 'Name of the stage' });
  await named.getByRole('textbox', { name: 'Name (English)' }).fill('Beginning');
  await named.getByRole('textbox', { name: 'Name (Chinese)' }).fill('起步');
  await expect(stage(app, 'Beginning')).toBeVisible();
  await app.getByRole('button', { name: 'Review plan' }).click();
  const plan = app.getByRole('dialog');
  await expect(plan.getByRole('listitem')).toHaveCount(1);
  await expect(plan).not.toContainText('Remove');
  await plan.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(plan).toBeHidden();
  await app.goto(`${url()}/${object}/${id}/show`);
  await expect(app.getByRole('region', { name: /^Stages:/ }).getByRole('button', { name: 'Beginning', exact: true })).toHaveAttribute('aria-current', 'step');
});
