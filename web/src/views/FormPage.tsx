import { Alert, Box, Button, Link, Paper, Skeleton, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useGetOne, useNotify, useTranslate } from 'react-admin';
import { FormProvider, useForm, useWatch, type FieldErrors, type Resolver } from 'react-hook-form';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import { ApiError, type Problem } from '../api/problems';
import type { WorkspaceField, WorkspaceObject, WorkspaceSection } from '../api/workspace.generated';
import { faultOf, isBlank } from '../model/validation';
import { changedInput, createInput, defaultValues, isWritable, recordLabel, writableFields, type AppRecord } from '../model/records';
import { ObjectIcon } from '../fields/icons';
import { inputId } from '../fields/inputs';
import { versionOf } from '../providers/dataProvider';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { ConflictDialog } from './ConflictDialog';
import { Duplicates, useDuplicates } from './Duplicates';
import { EmptyState } from './EmptyState';
import { LiveField } from './LiveField';
import { LiveFaults, LiveForm, LiveStore, useAnyVisible } from './LiveForm';
import { useErrorReport } from './messages';
import { listPath, showPath } from './paths';
import { Section } from './RecordPage';
import { useShortcut } from './shortcuts';
import { UnsavedChanges } from './UnsavedChanges';

type Values = Record<string, unknown>;

/** A form for a new record; `?source=` fills fields in. */
export function CreatePage({ object }: { readonly object: WorkspaceObject }) {
  const [search] = useSearchParams();
  const source = search.get('source');
  const { currency } = useWorkspace().description.tenant;
  const start = useMemo(() => withCurrency(object, currency, { ...defaultValues(object), ...ofDefaultType(object), ...prefilled(object, source) }), [object, currency, source]);
  return <RecordForm key={source} object={object} start={start} />;
}

/** Amounts of a new record are in the tenant's currency unless a default says otherwise. */
function withCurrency(object: WorkspaceObject, currency: string, values: Values): Values {
  const writable = writableFields(object, true).some((f) => f.name === 'currency');
  return writable && values.currency == null ? { ...values, currency } : values;
}

function ofDefaultType(object: WorkspaceObject): Values {
  const preset = object.recordTypes.find((t) => t.default === true);
  return preset === undefined ? {} : { recordType: preset.name };
}

function prefilled(object: WorkspaceObject, source: string | null): Values {
  try {
    const given: unknown = JSON.parse(source ?? '{}');
    const writable = new Set(writableFields(object, true).map((f) => f.name));
    return Object.fromEntries(Object.entries(given ?? {}).filter(([name]) => writable.has(name)));
  } catch {
    return {};
  }
}

export function EditPage({ object }: { readonly object: WorkspaceObject }) {
  const translate = useTranslate();
  const { id = '' } = useParams();
  // The record under a form does not change while it is being edited; what others save meanwhile shows as a conflict.
  const { data, error } = useGetOne<AppRecord>(object.name, { id, meta: { forForm: true } }, { retry: false, refetchOnWindowFocus: false, gcTime: 0, staleTime: Infinity });
  if (error !== null) {
    return (
      <EmptyState
        title={translate('record.missing')}
        action={<Button component={RouterLink} to={listPath(object.name)}>{translate('record.backToList')}</Button>}
      />
    );
  }
  if (data === undefined) return <Box sx={{ maxWidth: 1080, mx: 'auto' }}><Skeleton variant="rounded" height={420} /></Box>;
  return <RecordForm key={`${id}:${String(data.version)}`} object={object} start={data} record={data} />;
}

/** Encrypted text is never read: left empty, what is stored stays. */
function isKept(field: WorkspaceField, creating: boolean, value: unknown): boolean {
  return field.type === 'encryptedText' && !creating && isBlank(value);
}

interface Save {
  readonly failure?: string;
  readonly problems: readonly Problem[];
}

const nothingWrong: Save = { problems: [] };

function RecordForm({ object, start, record }: { readonly object: WorkspaceObject; readonly start: Values; readonly record?: AppRecord }) {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const records = useRecords();
  const errorText = useErrorReport();
  const creating = record === undefined;
  const [store] = useState(() => new LiveStore());
  const shown = useRef<readonly string[]>([]);
  const resolver: Resolver<Values> = (values) => {
    const faults = shown.current.flatMap((name) => {
      const field = object.fields.find((f) => f.name === name);
      const live = store.field(name);
      if (field === undefined || !isWritable(field, creating) || !live.visible || live.locked || isKept(field, creating, values[name])) return [];
      const fault = faultOf({ ...field, required: live.required }, values[name]);
      return fault === undefined ? [] : [[name, { type: 'fault', message: translate(fault.message, { ...fault.args }) }] as const];
    });
    return faults.length === 0 ? { values, errors: {} } : { values: {}, errors: Object.fromEntries(faults) };
  };
  const form = useForm<Values>({ defaultValues: start, mode: 'onBlur', reValidateMode: 'onChange', resolver });
  const recordType: unknown = useWatch({ control: form.control, name: 'recordType' });
  const sections = useFormSections(object, creating, recordType);
  useEffect(() => { shown.current = sections.flatMap((s) => s.fields); }, [sections]);
  // What the server said of a rule is said while nothing changes; from then on the form says it itself.
  useEffect(() => {
    const watching = form.watch((_, { name, type }) => {
      if (name === undefined) return;
      if (type === 'change') store.write(name);
      const ofRules = object.fields.filter((f) => form.getFieldState(f.name).error?.type === 'rule').map((f) => f.name);
      if (ofRules.length > 0) form.clearErrors(ofRules);
    });
    return () => watching.unsubscribe();
  }, [form, object, store]);
  const [round, setRound] = useState(0);
  const [save, setSave] = useState<Save>(nothingWrong);
  const { found, isAnother } = useDuplicates(object, record);
  const left = useRef(false);
  const [conflict, setConflict] = useState<{ readonly mine: Values }>();
  const { isSubmitting, isDirty, errors } = form.formState;
  const title = creating ? translate('form.create', { name: object.label }) : translate('form.edit', { name: recordLabel(object, record) });
  useEffect(() => { document.title = title; }, [title]);

  const finish = async (saved: AppRecord, again: boolean) => {
    notify(creating ? 'form.created' : 'form.saved', { type: 'success', messageArgs: { name: object.label } });
    if (again) {
      store.restart();
      form.reset(start);
      setRound((before) => before + 1);
      setSave(nothingWrong);
    } else {
      left.current = true;
      void navigate(showPath(object.name, saved.id), { replace: !creating });
    }
    await client.invalidateQueries({ queryKey: [object.name] });
  };

  const show = (error: unknown, values: Values) => {
    if (error instanceof ApiError && error.code === 'CONFLICT' && record !== undefined) {
      setConflict({ mine: values });
      return;
    }
    const problems = error instanceof ApiError ? error.problems : [];
    const shown = new Set(writableFields(object, creating).map((f) => f.name));
    const rest: Problem[] = [];
    for (const problem of problems) {
      const name = problem.field?.split('.')[0];
      if (name !== undefined && shown.has(name)) form.setError(name, { type: problem.code === 'RULE_BROKEN' ? 'rule' : 'server', message: problem.message });
      else rest.push(problem);
    }
    const onFields = problems.length - rest.length;
    setSave({ failure: onFields > 0 ? undefined : errorText(error), problems: rest });
    notify(translate('form.failed', { message: onFields > 0 ? translate('form.problems', { smart_count: onFields }) : errorText(error) }), { type: 'error' });
  };

  const submit = (again: boolean) => form.handleSubmit(async (values) => {
    setSave(nothingWrong);
    try {
      if (!await isAnother(values)) return;
      if (creating) await finish(await records.create(object.name, createInput(object, values, store.isCleared)), again);
      else {
        const input = changedInput(object, record, values);
        if (Object.keys(input).length === 0) {
          notify('form.unchanged', { type: 'info' });
          left.current = true;
          void navigate(showPath(object.name, record.id), { replace: true });
        } else await finish(await records.update(object.name, record.id, input, versionOf(record)), false);
      }
    } catch (error) {
      show(error, values);
    }
  });

  useShortcut('Control+Enter', isSubmitting ? undefined : () => void submit(false)());
  useShortcut('Control+S', isSubmitting ? undefined : () => void submit(false)());

  return (
    <FormProvider {...form}>
      <Box
        component="form" noValidate autoComplete="off" onSubmit={(event) => { void submit(false)(event); }}
        sx={{ maxWidth: 1080, mx: 'auto', display: 'flex', flexDirection: 'column', gap: 2 }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
          <ObjectIcon icon={object.icon} color="primary" />
          <Typography variant="h5" component="h1" sx={{ overflowWrap: 'anywhere' }}>{title}</Typography>
        </Box>
        <Summary object={object} errors={errors} save={save} />
        <Duplicates found={found} />
        <LiveForm key={round} object={object} stored={record} store={store}>
          <LiveFaults />
          <Paper variant="outlined">
            <Sections object={object} sections={sections} creating={creating} record={record} />
          </Paper>
        </LiveForm>
        <Bar>
          <Button component={RouterLink} to={creating ? listPath(object.name) : showPath(object.name, record.id)}>{translate('form.cancel')}</Button>
          {creating && <Button variant="outlined" disabled={isSubmitting} onClick={(event) => { void submit(true)(event); }}>{translate('form.saveAndNew')}</Button>}
          <Button type="submit" variant="contained" loading={isSubmitting} aria-keyshortcuts="Control+S">{translate('form.save')}</Button>
        </Bar>
      </Box>
      <UnsavedChanges when={isDirty} left={left} />
      {conflict !== undefined && record !== undefined && (
        <ConflictDialog
          object={object} base={record} mine={conflict.mine} onCancel={() => setConflict(undefined)}
          onSaved={(saved) => { setConflict(undefined); void finish(saved, false); }}
          onFailed={(error) => { setConflict(undefined); show(error, conflict.mine); }}
          onDiscard={() => {
            left.current = true;
            void navigate(showPath(object.name, record.id), { replace: true });
            void client.invalidateQueries({ queryKey: [object.name] });
          }}
        />
      )}
    </FormProvider>
  );
}

/** The buttons stay in reach under a long form. */
function Bar({ children }: { readonly children: ReactNode }) {
  return (
    // What is wrong is looked at anew as a field is left, and the form gets shorter: between pressing and letting go the button would move away from under the pointer. So fields are left when the click is there.
    <Paper
      variant="outlined" onMouseDown={(event) => event.preventDefault()}
      onClickCapture={({ currentTarget }) => {
        const { activeElement } = document;
        if (activeElement instanceof HTMLElement && !currentTarget.contains(activeElement)) activeElement.blur();
      }}
      sx={{ position: 'sticky', bottom: 0, zIndex: 2, display: 'flex', justifyContent: 'flex-end', gap: 1, p: 1.5, borderBottomLeftRadius: 0, borderBottomRightRadius: 0 }}
    >
      {children}
    </Paper>
  );
}

/** Everything that is wrong, above the form, each with a way to its field. */
function Summary({ object, errors, save }: { readonly object: WorkspaceObject; readonly errors: FieldErrors<Values>; readonly save: Save }) {
  const translate = useTranslate();
  const faulty = object.fields.filter((f) => errors[f.name] !== undefined);
  if (faulty.length === 0 && save.problems.length === 0 && save.failure === undefined) return null;
  return (
    <Alert severity="error" role="alert">
      {faulty.length > 0 && <Typography sx={{ fontWeight: 600 }}>{translate('form.problems', { smart_count: faulty.length })}</Typography>}
      {save.failure !== undefined && save.problems.length === 0 && <Typography>{save.failure}</Typography>}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {faulty.map((field) => (
          <li key={field.name}>
            <Link component="button" type="button" color="inherit" onClick={() => document.getElementById(inputId(field.name))?.focus()}>{field.label}</Link>
            {': '}{String(errors[field.name]?.message ?? '')}
          </li>
        ))}
        {save.problems.map((problem, index) => <li key={index}>{problem.message}</li>)}
      </Box>
    </Alert>
  );
}

/**
 * The blocks of the layout of the record's type that have something to fill in, and one more for required fields that the layout leaves out. A new
 * record begins with the choice of its type.
 */
function useFormSections(object: WorkspaceObject, creating: boolean, recordType: unknown): readonly WorkspaceSection[] {
  const translate = useTranslate();
  const other = translate('record.other');
  return useMemo(() => {
    const { sections } = object.recordTypes.find((t) => t.name === recordType)?.layout ?? object.layout;
    const placed = new Set(sections.flatMap((s) => s.fields));
    const writable = new Set(writableFields(object, creating).map((f) => f.name));
    const typed = creating && object.recordTypes.length > 1 && writable.has('recordType') && !placed.has('recordType');
    const left = object.fields.filter((f) => creating && f.required === true && f.name !== 'recordType' && writable.has(f.name) && !placed.has(f.name));
    const rest: WorkspaceSection = { label: other, columns: 2, fields: left.map((f) => f.name) };
    return [...sections, ...(left.length === 0 ? [] : [rest])]
      .filter((section) => section.fields.some((name) => writable.has(name)))
      .map((section, index) => (typed && index === 0 ? { ...section, fields: ['recordType', ...section.fields] } : section))
      // A closed block would hide what has to be filled in.
      .map((section) => ({ ...section, collapsed: section.collapsed === true && !hasRequired(object, section) }));
  }, [object, creating, recordType, other]);
}

interface SectionsProps {
  readonly object: WorkspaceObject;
  readonly creating: boolean;
  readonly record: AppRecord | undefined;
}

function Sections({ sections, ...props }: SectionsProps & { readonly sections: readonly WorkspaceSection[] }) {
  return sections.map((section, index) => <LiveSection key={index} section={section} index={index} {...props} />);
}

/** A block of the form; without a field that shows there is none. */
function LiveSection({ object, section, index, creating, record }: SectionsProps & { readonly section: WorkspaceSection; readonly index: number }) {
  const listed = object.fields.filter((f) => section.fields.includes(f.name) && (!creating || isWritable(f, creating) || f.formula !== undefined));
  if (!useAnyVisible(listed.map((f) => f.name))) return null;
  return (
    <Section object={object} section={section} divided={index > 0} first={index === 0}>
      {(fields) => fields.map((field) => <LiveField key={field.name} field={field} creating={creating} record={record} />)}
    </Section>
  );
}

function hasRequired(object: WorkspaceObject, section: WorkspaceSection): boolean {
  return object.fields.some((f) => (f.required === true || f.requiredWhen !== undefined) && section.fields.includes(f.name));
}
