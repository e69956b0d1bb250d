import { expect, graphql, test, url } from './app';
import { apply, create, unique } from './processes';

const text = (en: string, zh: string) => ({ 'en': en, 'zh-CN': zh });

test('Pickers offer what can be saved, by parts of addresses, linked records and what is filled in on saving; another type of record takes its constants back', async ({ app }) => {
  test.slow();
  const name = unique();
  const object = `Visit${name}`, site = `Site${name}`;
  const sites = {
    kind: 'object', name: site, label: text('Site', '场地'), pluralLabel: text('Sites', '场地'), nameField: 'name', ownership: 'user',
    fields: [{ name: 'name', type: 'text', label: text('Name', '名称') }, { name: 'city', type: 'text', label: text('City', '城市') }],
  };
  const visits = {
    kind: 'object', name: object, label: text('Visit', '拜访'), pluralLabel: text('Visits', '拜访'), plural: `visitList${name}`, nameField: 'title', ownership: 'user',
    fields: [
      { name: 'title', type: 'text', label: text('Title', '标题'), required: true },
      { name: 'stage', type: 'picklist', label: text('Stage', '阶段'), values: ['new', 'offer', 'won'].map((value) => ({ value, label: text(value, value) })), default: 'new' },
      { name: 'billing', type: 'address', label: text('Billing', '账单地址') },
      { name: 'sites', type: 'manyToMany', target: site, label: text('Stops', '站点') },
      { name: 'near', type: 'lookup', target: site, label: text('Near', '附近'), choosable: 'target.city == record.billing.city' },
      { name: 'first', type: 'lookup', target: site, label: text('First', '首站'), choosable: 'target in record.sites' },
      { name: 'own', type: 'lookup', target: site, label: text('Own', '自有'), choosable: 'target.owner == record.owner' },
    ],
    recordTypes: [
      { name: 'plain', label: text('Plain', '普通'), default: true }, { name: 'sale', label: text('Sale', '销售'), defaults: { stage: 'offer' } },
      { name: 'short', label: text('Short', '短期'), picklists: { stage: ['new', 'won'] } },
    ],
  };
  await apply(app.request, [{ put: sites }, { put: visits }]);
  await create(app.request, site, { name: 'Alexanderplatz', city: 'Berlin' });
  await create(app.request, site, { name: 'Bund', city: 'Shanghai' });

  const offers = async (field: string, names: readonly string[]) => {
    await app.getByRole('combobox', { name: field, exact: true }).click();
    await expect(app.getByRole('option')).toHaveText([...names]);
  };
  const choose = async (field: string, option: string) => {
    await app.getByRole('combobox', { name: field }).click();
    await app.getByRole('option', { name: option, exact: true }).click();
    await expect(app.getByRole('option')).toHaveCount(0);
  };

  await app.goto(`${url()}/${object}/create`);
  await app.getByLabel('Title').fill('Round trip');
  await app.getByRole('group', { name: 'Billing' }).getByLabel('City').fill('Berlin');
  await offers('Near', ['Alexanderplatz']);
  await app.getByRole('option', { name: 'Alexanderplatz' }).click();
  // Nobody has chosen the owner yet: it will be whoever saves.
  await offers('Own', ['Bund', 'Alexanderplatz']);
  await app.getByRole('option', { name: 'Bund' }).click();
  await app.getByRole('combobox', { name: 'Stops' }).click();
  await app.getByRole('option', { name: 'Bund' }).click();
  await app.keyboard.press('Escape');
  await offers('First', ['Bund']);
  await app.getByRole('option', { name: 'Bund' }).click();

  const stage = app.getByRole('combobox', { name: 'Stage' });
  await expect(stage).toContainText('new');
  await choose('Record type', 'Sale');
  await expect(stage).toContainText('offer');
  await choose('Record type', 'Plain');
  await expect(stage).toContainText('new');
  await choose('Stage', 'offer');
  await choose('Record type', 'Short');
  await expect(stage).toContainText('new');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Round trip' })).toBeVisible();
  const data = await graphql(app.request, `{ list: visitList${name} { nodes { stage recordType near { name } own { name } first { name } } } }`);
  expect(data).toEqual({ list: { nodes: [{ stage: 'new', recordType: 'short', near: { name: 'Alexanderplatz' }, own: { name: 'Bund' }, first: { name: 'Bund' } }] } });
});
