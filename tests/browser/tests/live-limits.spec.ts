import { createAccount, expect, graphql, test, url } from './app';
import { apply, create, unique } from './processes';

const text = (en: string, zh: string) => ({ 'en': en, 'zh-CN': zh });

test('What a form may hold is held while one types: locks, retired choices, lookups that fit, types of records, ranges and patterns; another language keeps what was typed', async ({ app }) => {
  test.slow();
  const name = unique();
  const object = `Loan${name}`, person = `Guest${name}`;
  const shelf = (retired: boolean) => ({
    kind: 'object', name: object, label: text('Loan', '借阅'), pluralLabel: text('Loans', '借阅'), plural: `loanList${name}`, nameField: 'title', ownership: 'organization',
    fields: [
      { name: 'title', type: 'text', label: text('Title', '标题'), required: true },
      { name: 'code', type: 'text', label: text('Code', '编码'), pattern: '[A-Z]{2}-[0-9]+' },
      { name: 'copies', type: 'integer', label: text('Copies', '份数'), min: 1, max: 5 },
      { name: 'state', type: 'picklist', label: text('State', '状态'), values: [{ value: 'open', label: text('Open', '进行中') }, { value: 'closed', label: text('Closed', '已结束') }, { value: 'old', label: text('Old', '旧状态'), ...(retired ? { retired } : {}) }] },
      { name: 'note', type: 'text', label: text('Note', '备注'), readOnlyWhen: 'record.state == "closed"' },
      { name: 'account', type: 'lookup', target: 'Account', label: text('Customer', '客户') },
      { name: 'guest', type: 'lookup', target: person, label: text('Guest', '来宾'), choosable: 'target.account == record.account' },
    ],
    recordTypes: [{ name: 'short', label: text('Short', '短期'), default: true }, { name: 'long', label: text('Long', '长期'), picklists: { state: ['open', 'old'] } }],
  });
  const guests = {
    kind: 'object', name: person, label: text('Guest', '来宾'), pluralLabel: text('Guests', '来宾'), nameField: 'name', ownership: 'organization',
    fields: [{ name: 'name', type: 'text', label: text('Name', '姓名') }, { name: 'account', type: 'lookup', target: 'Account', label: text('Customer', '客户') }],
  };
  await apply(app.request, [{ put: guests }, { put: shelf(false) }]);
  const aged = await create(app.request, object, { title: 'Aged', state: 'old' });
  const closed = await create(app.request, object, { title: 'Over', state: 'closed', note: 'Kept' });
  await apply(app.request, [{ put: shelf(true) }]);
  const fits = await createAccount(app.request, `Fits ${name}`);
  await create(app.request, person, { name: `Inside ${name}`, account: fits });
  // Far more than a picker reads, all of them changed after the one that fits.
  const others = Array.from({ length: 150 }, (_, i) => ({ name: `Outside ${name} ${i}` }));
  await graphql(app.request, `mutation($inputs: [${person}Create!]!) { create${person}s(inputs: $inputs) { affected } }`, { inputs: others });

  // A retired choice stays on records that have it, and is offered to no other.
  await app.goto(`${url()}/${object}/${aged}`);
  await expect(app.getByRole('combobox', { name: 'State' })).toContainText('Old');
  // What is locked is shown, and cannot be written.
  await app.goto(`${url()}/${object}/${closed}`);
  await expect(app.getByText('Kept', { exact: true })).toBeVisible();
  await expect(app.getByLabel('Note', { exact: true })).toHaveCount(0);

  await app.goto(`${url()}/${object}/create`);
  await app.getByRole('combobox', { name: 'State' }).click();
  await expect(app.getByRole('option')).toHaveText(['None', 'Open', 'Closed']);
  await app.keyboard.press('Escape');
  // Records of another type have other choices.
  await app.getByRole('combobox', { name: 'Record type' }).click();
  await app.getByRole('option', { name: 'Long' }).click();
  await app.getByRole('combobox', { name: 'State' }).click();
  await expect(app.getByRole('option')).toHaveText(['None', 'Open']);
  await app.getByRole('option', { name: 'Open' }).click();

  // Only those can be chosen for whom the condition is true.
  await app.getByLabel('Customer', { exact: true }).fill(`Fits ${name}`);
  await app.getByRole('option', { name: `Fits ${name}` }).click();
  await app.getByRole('combobox', { name: 'Guest' }).click();
  await expect(app.getByRole('option')).toHaveText([`Inside ${name}`]);
  await app.getByRole('option', { name: `Inside ${name}` }).click();

  await app.getByLabel('Title').fill('Atlas');
  await app.getByLabel('Code').fill('ab 12');
  await app.getByLabel('Copies').fill('9');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByLabel('Code')).toHaveAccessibleDescription('The format does not fit.');
  await expect(app.getByLabel('Copies')).toHaveAttribute('aria-invalid', 'true');

  await app.getByRole('button', { name: 'Language' }).click();
  await app.getByRole('menuitem', { name: '简体中文' }).click();
  await expect(app.getByLabel('标题')).toHaveValue('Atlas');
  await expect(app.getByRole('combobox', { name: '来宾' })).toHaveValue(`Inside ${name}`);
  await app.getByLabel('编码').fill('AB-12');
  await app.getByLabel('份数').fill('5');
  await app.getByRole('button', { name: '保存', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Atlas' })).toBeVisible();
  const data = await graphql(app.request, `{ list: loanList${name}(filter: { title: { eq: "Atlas" } }) { nodes { code copies state recordType guest { name } } } }`);
  expect(data).toEqual({ list: { nodes: [{ code: 'AB-12', copies: 5, state: 'open', recordType: 'long', guest: { name: `Inside ${name}` } }] } });
});
