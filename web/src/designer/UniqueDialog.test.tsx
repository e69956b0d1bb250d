// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AdminContext } from 'react-admin';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18nProvider } from '../providers/i18nProvider';
import type { Body } from './documents';
import { UniqueDialog } from './UniqueDialog';

const field = (name: string, type: string, more: Body = {}): Body => ({ name, type, label: { 'en': name.toUpperCase(), 'zh-CN': `${name}中` }, ...more });
vi.mock('./StudioContext', () => ({
  useStudio: () => ({
    drafted: [{ body: { kind: 'object', name: 'Seat', fields: [field('hall', 'text'), field('row', 'integer'), field('notes', 'longText'), field('marks', 'tags'), field('double', 'integer', { formula: 'record.row * 2' })] } }],
  }),
}));

async function open(locale: 'en' | 'zh-CN', index: Body | undefined, taken: readonly string[] = []) {
  const done = vi.fn<(index: Body) => void>();
  render(<AdminContext i18nProvider={createI18nProvider(locale)}><UniqueDialog object="Seat" index={index} taken={taken} onDone={done} onClose={() => undefined} /></AdminContext>);
  await screen.findByRole('dialog');
  return { user: userEvent.setup(), done };
}

afterEach(cleanup);

test('At least two fields are chosen, of those that an index can hold', async () => {
  const { user, done } = await open('en', undefined);
  await user.click(screen.getByRole('combobox', { name: 'Fields' }));
  expect(screen.getAllByRole('option').map((o) => o.textContent)).toEqual(['HALL', 'ROW']);
  await user.click(screen.getByRole('option', { name: 'HALL' }));
  expect(screen.getByRole('button', { name: 'OK', hidden: true })).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('option', { name: 'ROW' }));
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'OK' }));
  expect(done).toHaveBeenCalledWith({ fields: ['hall', 'row'], unique: true });
});

test('Case and message are kept only where they say something, in Chinese too', async () => {
  const { user, done } = await open('zh-CN', { fields: ['hall', 'row'], unique: true, ignoreCase: false, message: { 'en': 'Taken.', 'zh-CN': '已占用。' } });
  await user.click(screen.getByRole('switch', { name: '不区分大小写' }));
  await user.clear(screen.getByRole('textbox', { name: '提示（英文）' }));
  await user.clear(screen.getByRole('textbox', { name: '提示（中文）' }));
  await user.click(screen.getByRole('button', { name: '确定' }));
  expect(done).toHaveBeenCalledWith({ fields: ['hall', 'row'], unique: true });
});

test('A combination that is there already is told', async () => {
  await open('en', { fields: ['hall', 'row'], unique: true }, ['unique:hall,row']);
  expect(screen.getByText('There is such a combination already.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'OK' })).toHaveProperty('disabled', true);
});
