// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useEffect, useState } from 'react';
import { FormProvider, useController, useForm } from 'react-hook-form';
import { expect, test, vi } from 'vitest';
import { testWorkspace } from '../../dev/testWorkspace';
import { createInput } from '../model/records';
import { LiveForm, LiveStore } from './LiveForm';

const workspace = testWorkspace('en');
vi.mock('../providers/workspaceContext', () => ({ useWorkspace: () => workspace }));
vi.mock('./objections', () => ({ useObjections: () => [] }));
vi.mock('./related', () => ({ useRelated: () => ({ related: () => undefined, list: () => undefined, user: {} }) }));

const specimen = workspace.object('Specimen');
const asTitle = { tree: ['m', ['v', 'record'], 'title', 'string'], paths: ['record.title'] };
const object = { ...specimen, fields: specimen.fields.filter((f) => ['title', 'long'].includes(f.name)).map((f) => (f.name === 'long' ? { ...f, defaultFormula: asTitle } : f)) };
const start = { title: 'first', long: null };

function Text({ name }: { readonly name: string }) {
  const { field } = useController({ name });
  return <input aria-label={name} {...field} value={String(field.value ?? '')} />;
}

function Form({ onSave }: { readonly onSave: (input: unknown) => void }) {
  const form = useForm<Record<string, unknown>>({ defaultValues: start });
  const [store] = useState(() => new LiveStore());
  const [round, setRound] = useState(0);
  useEffect(() => {
    const watching = form.watch((_, { name, type }) => { if (name !== undefined && type === 'change') store.write(name); });
    return () => watching.unsubscribe();
  }, [form, store]);
  const save = form.handleSubmit((values) => {
    onSave(createInput(object, values, store.isCleared));
    store.restart();
    form.reset(start);
    setRound((before) => before + 1);
  });
  return (
    <FormProvider {...form}>
      <LiveForm key={round} object={object} stored={undefined} store={store}><Text name="title" /><Text name="long" /></LiveForm>
      <button type="button" onClick={(event) => { void save(event); }}>Save and new</button>
    </FormProvider>
  );
}

test('A form that begins anew has its computed defaults again, and tells of those that were cleared', async () => {
  const saved = vi.fn();
  render(<Form onSave={saved} />);
  const long = () => screen.getByLabelText<HTMLInputElement>('long');
  const save = () => userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(long().value).toBe('first'));
  await userEvent.clear(long());
  await save();
  expect(saved).toHaveBeenLastCalledWith({ title: 'first', long: null });
  await waitFor(() => expect(long().value).toBe('first'));
  await userEvent.type(screen.getByLabelText('title'), '!');
  await waitFor(() => expect(long().value).toBe('first!'));
  await save();
  expect(saved).toHaveBeenLastCalledWith({ title: 'first!', long: 'first!' });
  await userEvent.clear(screen.getByLabelText('title'));
  await save();
  expect(saved).toHaveBeenLastCalledWith({});
  await waitFor(() => expect(long().value).toBe('first'));
});

test('A form knows what somebody cleared, until it begins anew', () => {
  const store = new LiveStore();
  store.filled.set('computed', 'x').set('nothing', null);
  store.write('typed');
  const cleared = () => ['computed', 'nothing', 'typed', 'other'].filter(store.isCleared);
  expect(cleared()).toEqual(['computed', 'typed']);
  store.restart();
  expect(cleared()).toEqual([]);
});
