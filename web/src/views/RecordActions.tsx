import BoltOutlined from '@mui/icons-material/BoltOutlined';
import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography, useMediaQuery, type Theme } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { FormProvider, useForm } from 'react-hook-form';
import { ApiError } from '../api/problems';
import type { WorkspaceAction, WorkspaceObject } from '../api/workspace.generated';
import { FieldInput } from '../fields/FieldInput';
import { FieldValue } from '../fields/FieldValue';
import { toInput, type AppRecord } from '../model/records';
import { isBlank } from '../model/validation';
import { runAction } from '../providers/actionsApi';
import { useWorkspace } from '../providers/workspaceContext';
import { useErrorReport } from './messages';

/** Buttons of the object's own actions on a record. */
export function RecordActions({ object, record }: { readonly object: WorkspaceObject; readonly record: AppRecord }) {
  const [asked, setAsked] = useState<WorkspaceAction>();
  const [given, setGiven] = useState<Given>();
  const run = useAction(record, setGiven);
  return (
    <>
      {object.actions.map((action) => (
        <Button
          key={action.name} variant="outlined" startIcon={<BoltOutlined />} title={action.description} disabled={run.isPending}
          onClick={() => (action.input.length > 0 || action.confirm !== undefined ? setAsked(action) : run.mutate({ action, input: {} }))}
        >
          {action.label}
        </Button>
      ))}
      {asked !== undefined && <ActionDialog action={asked} record={record} onGiven={setGiven} onClose={() => setAsked(undefined)} />}
      {given !== undefined && <ResultDialog given={given} onClose={() => setGiven(undefined)} />}
    </>
  );
}

/** What an action gave back. */
interface Given {
  readonly action: WorkspaceAction;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Shows what an action gave back, until it was read. */
function ResultDialog({ given: { action, values }, onClose }: { readonly given: Given; readonly onClose: () => void }) {
  const translate = useTranslate();
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="action-result">
      <DialogTitle id="action-result">{action.label}</DialogTitle>
      <DialogContent dividers>
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 3, rowGap: 1 }}>
          {action.output.map((field) => (
            <Box key={field.name} sx={{ display: 'contents' }}>
              <Typography component="dt" color="text.secondary">{field.label}</Typography>
              <Box component="dd" sx={{ m: 0 }}><FieldValue field={field} value={values[field.name]} place="page" /></Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions><Button onClick={onClose}>{translate('ra.action.close')}</Button></DialogActions>
    </Dialog>
  );
}

/** Asks for what an action is given, and places what the server objects to. */
function ActionDialog({ action, record, onGiven, onClose }: {
  readonly action: WorkspaceAction;
  readonly record: AppRecord;
  readonly onGiven: (given: Given) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const report = useErrorReport();
  const full = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [failure, setFailure] = useState<string>();
  const run = useAction(record, onGiven, false);
  const form = useForm<Record<string, unknown>>({ defaultValues: Object.fromEntries(action.input.map((f) => [f.name, f.default ?? null])) });
  const submit = async (values: Record<string, unknown>) => {
    setFailure(undefined);
    try {
      await run.mutateAsync({ action, input: Object.fromEntries(action.input.map((f) => [f.name, toInput(f, values[f.name])])) });
      onClose();
    } catch (error) {
      const placed = error instanceof ApiError ? error.problems.filter((p) => action.input.some((f) => f.name === p.field)) : [];
      for (const problem of placed) form.setError(problem.field ?? '', { type: 'server', message: problem.message });
      if (placed.length === 0) setFailure(report(error));
    }
  };
  return (
    <Dialog open fullWidth maxWidth="sm" fullScreen={full} onClose={onClose} aria-labelledby="action-title">
      <FormProvider {...form}>
        <form onSubmit={(event) => void form.handleSubmit(submit)(event)} noValidate>
          <DialogTitle id="action-title">{action.label}</DialogTitle>
          <DialogContent dividers sx={{ display: 'grid', gap: 2 }}>
            {failure !== undefined && <Alert severity="error">{failure}</Alert>}
            {action.confirm !== undefined && <Typography>{action.confirm}</Typography>}
            {action.input.map((field) => <FieldInput key={field.name} field={field} />)}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={run.isPending}>{action.label}</Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  );
}

/** Carries actions out on a record, and reads anew what may have changed. */
function useAction(record: AppRecord, onGiven: (given: Given) => void, tellsFailure = true) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const notify = useNotify();
  const report = useErrorReport();
  return useMutation({
    mutationFn: ({ action, input }: { readonly action: WorkspaceAction; readonly input: Readonly<Record<string, unknown>> }) => runAction(workspace, action, record.id, input),
    onSuccess: async (values, { action }) => {
      if (action.output.some((field) => !isBlank(values[field.name]))) onGiven({ action, values });
      if (action.type === 'query') return;
      notify('action.done', { type: 'success', messageArgs: { action: action.label } });
      // It may have written anything.
      await client.invalidateQueries();
    },
    onError: (error) => {
      if (tellsFailure) notify(report(error), { type: 'error' });
    },
  });
}
