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

test('Another type of record takes the constants of the former one, and choices that it does not have, back, and leaves the rest', async () => {
  const picklist = (name: string) => ({ name, label: name, type: 'picklist', choices: ['new', 'open', 'proposal', 'won'].map((value) => ({ value, label: value, retired: false })) });
  const type = (name: string, stages: readonly string[] | undefined, defaults: readonly { field: string; value: unknown }[]) => ({
    name, label: name, active: true, default: false, defaults, picklists: stages === undefined ? [] : [{ field: 'stage', values: stages }],
  });
  const typed = {
    ...specimen, rules: [], relations: [], pipelines: [],
    fields: [{ name: 'recordType', label: 'Type', type: 'picklist', isSystem: true }, picklist('stage'), { name: 'note', label: 'Note', type: 'text' }, { name: 'own', label: 'Own', type: 'text' }],
    recordTypes: [type('plain', undefined, []), type('offer', undefined, [{ field: 'stage', value: 'proposal' }, { field: 'note', value: 'of offers' }, { field: 'own', value: 'x' }]), type('small', ['new', 'won'], [{ field: 'stage', value: 'won' }])],
  };
  function Typed() {
    const form = useForm<Record<string, unknown>>({ defaultValues: { recordType: 'plain', stage: 'new', note: null, own: null } });
    const [store] = useState(() => new LiveStore());
    return (
      <FormProvider {...form}>
        <LiveForm object={typed} stored={undefined} store={store}>{typed.fields.map((f) => <Text key={f.name} name={f.name} />)}</LiveForm>
        {typed.recordTypes.map((t) => <button key={t.name} type="button" onClick={() => form.setValue('recordType', t.name)}>{t.name}</button>)}
      </FormProvider>
    );
  }
  render(<Typed />);
  const choose = (name: string) => userEvent.click(screen.getByRole('button', { name }));
  const shows = (stage: string, note: string, own: string) => waitFor(() => expect(['stage', 'note', 'own'].map((name) => screen.getByLabelText<HTMLInputElement>(name).value)).toEqual([stage, note, own]));
  await choose('offer');
  await shows('proposal', 'of offers', 'x');
  await userEvent.type(screen.getByLabelText('own'), '!');
  await choose('plain');
  await shows('new', '', 'x!');
  await choose('small');
  await shows('won', '', 'x!');
  await choose('offer');
  await shows('proposal', 'of offers', 'x!');
  // What somebody chose themselves goes only where the type does not have it.
  await userEvent.clear(screen.getByLabelText('stage'));
  await userEvent.type(screen.getByLabelText('stage'), 'open');
  await choose('plain');
  await shows('open', '', 'x!');
  await choose('small');
  await shows('won', '', 'x!');
});
