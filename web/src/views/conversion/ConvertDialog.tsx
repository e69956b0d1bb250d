import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, Link, Typography, useMediaQuery, type Theme } from '@mui/material';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { FormProvider, useForm } from 'react-hook-form';
import { Link as RouterLink } from 'react-router';
import { ApiError, isRecord } from '../../api/problems';
import type { WorkspaceConversion, WorkspaceObject } from '../../api/workspace.generated';
import { askedFields } from '../../model/conversion';
import { sameValue, toInput } from '../../model/records';
import { convert, type Converted, type ConvertedTarget, type TargetChoice } from '../../providers/conversionApi';
import { useWorkspace } from '../../providers/workspaceContext';
import { useErrorReport } from '../messages';
import { showPath } from '../paths';
import { TargetChoices } from './TargetChoices';

type Choices = Readonly<Record<string, TargetChoice>>;

interface Props {
  readonly object: WorkspaceObject;
  readonly conversion: WorkspaceConversion;
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Converts a record: what becomes of each target is chosen, after a dry run has told what there is to choose. */
export function ConvertDialog(props: Props) {
  const translate = useTranslate();
  const full = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [converted, setConverted] = useState<Converted>();
  return (
    <Dialog open fullWidth maxWidth="md" fullScreen={full} onClose={props.onClose} aria-labelledby="convert">
      <DialogTitle id="convert">{translate('conversion.title', { name: props.name })}</DialogTitle>
      {converted === undefined ? <Choosing {...props} onDone={setConverted} /> : <Done converted={converted} onClose={props.onClose} />}
    </Dialog>
  );
}

function Choosing({ object, conversion, id, onClose, onDone }: Props & { readonly onDone: (converted: Converted) => void }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const report = useErrorReport();
  const [choices, setChoices] = useState<Choices>({});
  const form = useForm<Record<string, unknown>>({ defaultValues: {} });
  const { data: tried, error: refusal, isFetching } = useQuery({
    queryKey: [object.name, 'convert', id, conversion.name, choices],
    queryFn: () => convert(workspace, object, conversion, id, choices, [], true),
    placeholderData: keepPreviousData, retry: false, gcTime: 0, staleTime: Infinity,
  });
  useEffect(() => {
    for (const target of tried?.targets ?? []) offer(target);
    function offer(target: ConvertedTarget) {
      // What somebody has typed stays; the rest is as the server has worked it out by now.
      for (const field of fieldsOf(target)) {
        const at = `${target.alias}.${field.name}`;
        if (form.getFieldState(at).isDirty !== true) form.resetField(at, { defaultValue: target.values[field.name] ?? null });
      }
    }
    function fieldsOf(target: ConvertedTarget) {
      const model = workspace.get(target.object);
      return model === undefined ? [] : askedFields(model, target.values);
    }
  }, [tried, form, workspace]);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => convert(workspace, object, conversion, id, withValues(choices), tried?.targets ?? [], false),
    onSuccess: async (converted) => {
      onDone(converted);
      await client.invalidateQueries({ predicate: (query) => query.queryKey[1] !== 'convert' });
    },
    onError: (failure) => place(failure),
  });
  const targets = tried?.targets ?? [];
  const failure = error ?? refusal;
  const isUndecided = targets.some((t) => t.action === 'CREATE' && t.duplicates.length > 0 && choices[t.alias]?.action === undefined);
  const moves = (tried?.moved ?? []).map((m) => `${workspace.get(m.object)?.pluralLabel ?? m.object} (${m.count})`).join(', ');
  return (
    <FormProvider {...form}>
      <DialogContent dividers sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        {failure !== null && <Alert severity="error">{report(failure)}</Alert>}
        {tried === undefined && refusal === null && <LinearProgress />}
        {(tried?.problems ?? []).map((problem, index) => <Alert key={index} severity="error">{problem.message}</Alert>)}
        {targets.map((target) => (
          <TargetChoices
            key={target.alias} target={target} choice={choices[target.alias]}
            onChoose={(choice) => setChoices(Object.fromEntries([...Object.entries(choices).filter(([alias]) => alias !== target.alias), [target.alias, choice]]))}
          />
        ))}
        {moves !== '' && <Typography variant="body2" color="text.secondary">{translate('conversion.moves', { list: moves })}</Typography>}
        <Typography variant="body2" color="text.secondary">{translate('conversion.final')}</Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={isPending}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" loading={isPending} disabled={tried === undefined || isFetching || isUndecided} onClick={() => mutate()}>{translate('conversion.action')}</Button>
      </DialogActions>
    </FormProvider>
  );

  /** The choices, with the values that differ from those that the server has worked out. */
  function withValues(chosen: Choices): Choices {
    const entries = (tried?.targets ?? []).map((target): [string, TargetChoice] => {
      const model = workspace.get(target.object);
      const given = form.getValues(target.alias);
      if (model === undefined || target.action !== 'CREATE' || !isRecord(given)) return [target.alias, chosen[target.alias] ?? {}];
      const changed = askedFields(model, target.values).filter((f) => !sameValue(f, given[f.name], target.values[f.name]));
      return [target.alias, changed.length === 0 ? chosen[target.alias] ?? {} : { ...chosen[target.alias], values: Object.fromEntries(changed.map((f) => [f.name, toInput(f, given[f.name])])) }];
    });
    return Object.fromEntries(entries.filter(([, choice]) => Object.keys(choice).length > 0));
  }

  /** What the server objects to stands at the field of the target that is made. */
  function place(failed: unknown) {
    if (!(failed instanceof ApiError)) return;
    for (const problem of failed.problems) {
      const target = tried?.targets.find((t) => t.object === problem.object && t.action === 'CREATE');
      if (target !== undefined && problem.field !== undefined) form.setError(`${target.alias}.${problem.field}`, { type: 'server', message: problem.message });
    }
  }
}

function Done({ converted, onClose }: { readonly converted: Converted; readonly onClose: () => void }) {
  const translate = useTranslate();
  return (
    <>
      <DialogContent dividers sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        <Alert severity="success" role="status">{translate('conversion.done')}</Alert>
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {converted.targets.filter((t) => t.id !== undefined).map((target) => (
            <li key={target.alias}>
              {target.label}{': '}
              <Link component={RouterLink} to={showPath(target.object, target.id ?? '')}>{target.name ?? target.id}</Link>
              {` (${translate(target.action === 'ATTACH' ? 'conversion.attached' : 'conversion.created')})`}
            </li>
          ))}
        </Box>
      </DialogContent>
      <DialogActions><Button variant="contained" onClick={onClose}>{translate('ra.action.close')}</Button></DialogActions>
    </>
  );
}
