// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AdminContext } from 'react-admin';
import { FormProvider, useForm } from 'react-hook-form';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeSchema } from '../../dev/fakeGraphql';
import { FakeRecords } from '../../dev/fakeRecords';
import { testWorkspace } from '../../dev/testWorkspace';
import { graphql } from 'graphql';
import { createI18nProvider } from '../providers/i18nProvider';
import { RecordsApi } from '../providers/recordsApi';
import { WorkspaceHolder, WorkspaceProvider } from '../providers/workspaceContext';
import { FieldInput } from './FieldInput';
import { FieldValue } from './FieldValue';

const workspace = testWorkspace('en');
const specimen = workspace.object('Specimen');
const fields = specimen.fields.filter((f) => f.isSystem !== true);
const records = new FakeRecords(workspace.description, 3);
const full = records.of('Specimen')[0] ?? {};

beforeEach(() => {
  const schema = fakeSchema(workspace.description, records);
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path.startsWith('/workspace')) return new Response(JSON.stringify(workspace.description));
    const { query, variables } = JSON.parse(String(init.body)) as { query: string; variables: Record<string, unknown> };
    return new Response(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
  });
});
afterEach(() => vi.unstubAllGlobals());

let values: () => Record<string, unknown>;

function Page({ children, start = {} }: { readonly children: React.ReactNode; readonly start?: Record<string, unknown> }) {
  const holder = new WorkspaceHolder();
  return (
    <MemoryRouter>
      <AdminContext i18nProvider={createI18nProvider('en')} queryClient={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <WorkspaceProvider holder={holder} records={new RecordsApi(holder.get)} loading="loading" failed={(error) => error.message}>
          <Form start={start}>{children}</Form>
        </WorkspaceProvider>
      </AdminContext>
    </MemoryRouter>
  );
}

function Form({ children, start }: { readonly children: React.ReactNode; readonly start: Record<string, unknown> }) {
  const form = useForm({ defaultValues: start });
  values = form.getValues;
  return <FormProvider {...form}>{children}</FormProvider>;
}

const field = (name: string) => {
  const found = workspace.field('Specimen', name);
  if (found === undefined) throw new Error(name);
  return found;
};

test.each(fields.map((f) => [f.type, f] as const))('%s has a widget and a way to be read', async (_, one) => {
  const { container } = render(<Page start={{ [one.name]: null }}><FieldInput field={one} /><FieldValue field={one} value={full[one.name]} place="page" /></Page>);
  await vi.waitFor(() => expect(container.textContent + container.innerHTML).toContain(one.label), { timeout: 10_000 });
  expect(container.querySelector('input, textarea, [contenteditable]')).not.toBeNull();
}, 20_000);

test('A percentage typed is a fraction kept', async () => {
  render(<Page><FieldInput field={field('share')} /></Page>);
  await userEvent.type(await screen.findByLabelText('Share'), '12.5');
  expect(values().share).toBe('0.125');
});

test('An amount is kept exactly, and shown grouped when the field is left', async () => {
  render(<Page><FieldInput field={field('price')} /></Page>);
  const input = await screen.findByLabelText('Price');
  await userEvent.type(input, '12345678901234.5');
  await userEvent.tab();
  expect(values().price).toBe('12345678901234.5');
  expect(input).toHaveProperty('value', '12,345,678,901,234.50');
});

test('A lookup is found by typing and keeps the record', async () => {
  render(<Page><FieldInput field={field('account')} /></Page>);
  await userEvent.type(await screen.findByRole('combobox', { name: 'Account' }), 'Northwind');
  await userEvent.click(await screen.findByRole('option', { name: /Northwind/ }));
  expect(values().account).toMatchObject({ _object: 'Account', _label: 'Northwind Traders' });
});

test('JSON that does not parse cannot pass for a value', async () => {
  render(<Page><FieldInput field={field('data')} /></Page>);
  const input = await screen.findByLabelText('Data');
  await userEvent.type(input, '{{"a": 1');
  expect(values().data).toBe('\u0000');
  await userEvent.type(input, '}');
  expect(values().data).toEqual({ a: 1 });
});

test('A stored script address is text, not a link', async () => {
  render(<Page><FieldValue field={field('site')} value="javascript:alert(1)" place="page" /></Page>);
  await screen.findByText('javascript:alert(1)');
  expect(screen.queryByRole('link')).toBeNull();
});

test('Rich text is shown without what could run', async () => {
  const { container } = render(<Page><FieldValue field={field('rich')} value={'<p>hello<img src="x" onerror="alert(1)"></p><script>alert(2)</script>'} place="page" /></Page>);
  await screen.findByText('hello');
  expect(container.innerHTML).not.toMatch(/onerror|<script/);
});
