import { expect, test, url } from './app';
import { apply, applyDraft, create, documentOf, unique, violations } from './processes';

test('Fields are made unique together by a form; a second record is refused at its field, in the words of the document and the language of the reader', async ({ app }) => {
  test.slow();
  const object = `Seat${unique()}`;
  await apply(app.request, [{
    put: {
      kind: 'object', name: object, label: { 'en': 'Seat', 'zh-CN': '座位' }, pluralLabel: { 'en': 'Seats', 'zh-CN': '座位' }, nameField: 'title', ownership: 'organization',
      fields: [{ name: 'title', type: 'text', label: { 'en': 'Title', 'zh-CN': '标题' } }, { name: 'hall', type: 'text', label: { 'en': 'Hall', 'zh-CN': '厅' } }, { name: 'place', type: 'integer', label: { 'en': 'Place', 'zh-CN': '座号' } }],
    },
  }]);
  await app.goto(`${url()}/studio/objects/${object}?tab=rules`);
  const section = app.getByRole('region', { name: 'Unique together' });
  await section.getByRole('button', { name: 'Add a combination' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Fields' }).click();
  await app.getByRole('option', { name: 'Hall' }).click();
  // One field alone is made unique where it is described.
  await expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
  await app.getByRole('option', { name: 'Place' }).click();
  await app.keyboard.press('Escape');
  await dialog.getByRole('textbox', { name: 'Message (English)' }).fill('This seat is taken.');
  await dialog.getByRole('textbox', { name: 'Message (Chinese)' }).fill('此座位已被占用。');
  expect(await violations(app)).toEqual([]);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(section.getByRole('list')).toContainText('Hall + Place');
  await applyDraft(app);
  expect((await documentOf(app.request, 'object', object)).indexes).toEqual([{ fields: ['hall', 'place'], unique: true, message: { 'en': 'This seat is taken.', 'zh-CN': '此座位已被占用。' } }]);

  await create(app.request, object, { title: 'One', hall: 'North', place: 7 });
  await app.goto(`${url()}/${object}/create`);
  await app.getByLabel('Title').fill('Two');
  await app.getByLabel('Hall').fill('NORTH');
  await app.getByLabel('Place').fill('7');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByLabel('Hall')).toHaveAccessibleDescription('This seat is taken.');
  await app.getByRole('button', { name: 'Language' }).click();
  await app.getByRole('menuitem', { name: '简体中文' }).click();
  await app.getByRole('button', { name: '保存', exact: true }).click();
  await expect(app.getByLabel('厅')).toHaveAccessibleDescription('此座位已被占用。');
  await app.getByLabel('座号').fill('8');
  await app.getByRole('button', { name: '保存', exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Two' })).toBeVisible();

  await app.goto(`${url()}/studio/objects/${object}?tab=rules`);
  const chinese = app.getByRole('region', { name: '组合唯一' });
  await chinese.getByRole('button', { name: '编辑组合: 厅 + 座号' }).click();
  await app.getByRole('switch', { name: '不区分大小写' }).uncheck();
  await app.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await expect(chinese.getByRole('list')).toContainText('区分大小写');
  await applyDraft(app);
  await create(app.request, object, { title: 'Three', hall: 'north', place: 7 });
});
