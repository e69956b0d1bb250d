// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { AdminContext } from 'react-admin';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18nProvider } from '../providers/i18nProvider';
import type { Body } from './documents';
import { HookEditor } from './HookEditor';

vi.mock('./StudioContext', () => ({
  useStudio: () => ({ edits: [], drafted: [{ body: { kind: 'object', name: 'Lead', label: 'Lead' } }, { body: { kind: 'object', name: 'Account', label: 'Account' } }] }),
}));
vi.mock('./SourceEditor', () => ({
  default: ({ label, source, onChange }: { readonly label: string; readonly source: string; readonly onChange: (source: string) => void }) => (
    <textarea aria-label={label} value={source} onChange={(event) => onChange(event.target.value)} />
  ),
}));

const hook: Body = { kind: 'hook', name: 'clean', label: 'Clean', object: 'Lead', on: ['beforeInsert'], source: 'clean.ts', modules: [{ path: 'clean.ts', source: 'a' }] };
let last: Body = hook;

function Page() {
  const [body, setBody] = useState(hook);
  return <HookEditor body={body} onChange={(next) => { last = next; setBody(next); }} />;
}

async function open() {
  last = hook;
  render(<AdminContext i18nProvider={createI18nProvider('en')}><Page /></AdminContext>);
  await screen.findByLabelText('clean.ts');
  return userEvent.setup();
}

afterEach(() => { document.body.innerHTML = ''; });

test('Events are kept in their order', async () => {
  const user = await open();
  await user.click(screen.getByLabelText('after create'));
  await user.click(screen.getByLabelText('before change'));
  expect(last.on).toEqual(['beforeInsert', 'beforeUpdate', 'afterInsert']);
  await user.click(screen.getByLabelText('before create'));
  expect(last.on).toEqual(['beforeUpdate', 'afterInsert']);
});

test('An object that the hook uses is declared with its rights', async () => {
  const user = await open();
  await user.click(screen.getByLabelText('Add object'));
  await user.click(await screen.findByRole('option', { name: 'Account' }));
  await user.click(screen.getByLabelText('write'));
  expect(last.access).toEqual([{ object: 'Account', read: true, write: true }]);
  await user.click(screen.getByLabelText('Remove Account'));
  expect(last.access).toEqual([]);
});

test('Sources are edited file by file', async () => {
  const user = await open();
  await user.type(screen.getByLabelText('clean.ts'), 'b');
  expect(last.modules).toEqual([{ path: 'clean.ts', source: 'ab' }]);
  await user.type(screen.getByLabelText('New file'), '../outside.ts');
  expect(screen.getByRole('button', { name: 'Add file' })).toHaveProperty('disabled', true);
  await user.clear(screen.getByLabelText('New file'));
  await user.type(screen.getByLabelText('New file'), 'shared/text.ts');
  await user.click(screen.getByRole('button', { name: 'Add file' }));
  expect(last.modules).toEqual([{ path: 'clean.ts', source: 'ab' }, { path: 'shared/text.ts', source: '' }]);
});
