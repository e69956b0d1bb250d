// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { AdminContext } from 'react-admin';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18nProvider } from '../../providers/i18nProvider';
import type { Body } from '../documents';
import { StageTasks } from './StageTasks';

vi.mock('../StudioContext', () => ({ useStudio: () => ({ edits: [], drafted: [] }) }));
vi.mock('../expressions/ExpressionInput', () => ({
  ExpressionInput: ({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (text: string) => void }) => (
    <input aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />
  ),
}));

let last: readonly Body[] = [];

function Page({ start }: { readonly start: readonly Body[] }) {
  const [tasks, setTasks] = useState(start);
  const findings = [{ kind: 'pipeline', document: 'p', pointer: '/stages/0/tasks/0/task/subject', isError: true, code: 'X', message: 'There is no such field.', suggestion: undefined }];
  return (
    <StageTasks
      object="Deal" value={tasks} taken={['task1', ...tasks.map((t) => String(t.name))]} pointer="/stages/0/tasks" findings={findings as never}
      onChange={(next) => { last = next; setTasks(next); }}
    />
  );
}

async function open(locale: 'en' | 'zh-CN', start: readonly Body[] = []) {
  last = start;
  render(<AdminContext i18nProvider={createI18nProvider(locale)}><Page start={start} /></AdminContext>);
  await screen.findAllByRole('button');
  return userEvent.setup();
}

afterEach(cleanup);

test('A task has a name that no other of the pipeline has, and is for whoever acts unless it is described', async () => {
  const user = await open('en');
  await user.click(screen.getByRole('button', { name: 'Add a task' }));
  expect(last).toEqual([{ name: 'task2', label: { 'en': 'New task', 'zh-CN': '新任务' } }]);
  await user.click(screen.getByRole('switch', { name: 'Say who does it, by when' }));
  expect(last).toEqual([{ name: 'task2', label: { 'en': 'New task', 'zh-CN': '新任务' }, task: { subject: { 'en': 'New task', 'zh-CN': '新任务' } } }]);
  await user.type(screen.getByLabelText('Due after hours of work'), '2');
  expect(last).toMatchObject([{ task: { dueAfter: 120 } }]);
  expect(screen.getByText('There is no such field.')).toBeTruthy();
  await user.click(screen.getByRole('switch', { name: 'Say who does it, by when' }));
  expect(last).toEqual([{ name: 'task2', label: { 'en': 'New task', 'zh-CN': '新任务' } }]);
  await user.click(screen.getByRole('button', { name: 'Remove task task2' }));
  expect(last).toEqual([]);
});

test('In Chinese a task is given a condition, and what else its document says stays', async () => {
  const user = await open('zh-CN', [{ name: 'call', label: 'Call', later: { kept: true } }]);
  await user.type(screen.getByLabelText('仅限满足条件的记录'), 'true');
  expect(last).toEqual([{ name: 'call', label: 'Call', later: { kept: true }, when: 'true' }]);
  await user.clear(screen.getByLabelText('仅限满足条件的记录'));
  expect(last).toEqual([{ name: 'call', label: 'Call', later: { kept: true } }]);
});
