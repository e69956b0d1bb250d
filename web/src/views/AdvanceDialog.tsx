import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, useMediaQuery, type Theme } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { FormProvider, useForm } from 'react-hook-form';
import { Link as RouterLink } from 'react-router';
import { ApiError } from '../api/problems';
import type { WorkspaceObject, WorkspaceStage } from '../api/workspace.generated';
import { askedFields, type Need } from '../model/pipelines';
import { changedInput, isWritable, type AppRecord } from '../model/records';
import { FieldInput } from '../fields/FieldInput';
import { advance } from '../providers/pipelinesApi';
import { useWorkspace } from '../providers/workspaceContext';
import { useErrorReport } from './messages';
import { showPath } from './paths';

/** Refusals that filling something in does not change. */
const hopeless: ReadonlySet<string> = new Set(['TRANSITION_NOT_ALLOWED', 'TRANSITION_FORBIDDEN', 'REOPEN_FORBIDDEN', 'STAGE_RETIRED', 'STAGE_UNKNOWN', 'STAGE_START', 'APPROVAL_LOCKED', 'FORBIDDEN']);

/** Takes a record to a stage: says what is missing, asks for what can be filled in, and shows why the server refuses. */
export function AdvanceDialog({ object, record, stage, missing, onClose }: {
  readonly object: WorkspaceObject;
  readonly record: AppRecord;
  readonly stage: WorkspaceStage;
  readonly missing: readonly Need[];
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const report = useErrorReport();
  // Where the record is already, only what is missing is filled in.
  const stays = record[object.pipelines[0]?.field ?? ''] === stage.value;
  const full = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [refused, setRefused] = useState<readonly Need[]>(missing);
  const [failure, setFailure] = useState<string>();
  const move = useAdvance(object);
  // Conditions of the fields that are asked for see the stage that is to come.
  const stageField = object.pipelines[0]?.field ?? '';
  const form = useForm<Record<string, unknown>>({ defaultValues: useMemo(() => ({ ...record, [stageField]: stage.value }), [record, stageField, stage]) });
  const fields = askedFields(stage, refused).map((name) => workspace.field(object.name, name)).filter((f) => f !== undefined).filter((f) => f.name !== stageField && isWritable(f, false));
  // What no field can mend is said without a form.
  const final = refused.length > 0 && refused.every((n) => hopeless.has(n.code));
  const save = async (values: Record<string, unknown>) => {
    setFailure(undefined);
    try {
      await move.mutateAsync({ record, stage, input: omit(changedInput(object, record, values), stageField) });
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError) || error.problems.length === 0) setFailure(report(error));
      else setRefused(error.problems.map((p) => ({ code: p.code, field: p.field, message: p.message })));
    }
  };
  return (
    <Dialog open fullWidth maxWidth="sm" fullScreen={full} onClose={onClose} aria-labelledby="advance-title">
      <FormProvider {...form}>
        <form onSubmit={(event) => void form.handleSubmit(save)(event)} noValidate>
          <DialogTitle id="advance-title">{stays ? translate('pipeline.fillInTitle') : translate('pipeline.moveTo', { stage: stage.label })}</DialogTitle>
          <DialogContent dividers sx={{ display: 'grid', gap: 2 }}>
            {failure !== undefined && <Alert severity="error">{failure}</Alert>}
            {refused.length > 0 && (
              <Alert severity={final ? 'error' : 'warning'} role="alert">
                {translate(final ? 'pipeline.refused' : 'pipeline.missing')}
                <Box component="ul" sx={{ m: 0, pl: 2.5 }}>{refused.map((need, i) => <li key={i}>{need.message}</li>)}</Box>
              </Alert>
            )}
            {!final && fields.map((field) => <FieldInput key={field.name} field={field} />)}
          </DialogContent>
          <DialogActions>
            <Button component={RouterLink} to={showPath(object.name, record.id)} onClick={onClose}>{translate('pipeline.openRecord')}</Button>
            <Box sx={{ flex: 1 }} />
            <Button onClick={onClose}>{translate(final ? 'ra.action.close' : 'ra.action.cancel')}</Button>
            {!final && <Button type="submit" variant="contained" loading={move.isPending}>{translate(stays ? 'ra.action.save' : 'pipeline.move')}</Button>}
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  );
}

function omit(input: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));
}

interface Move {
  readonly record: AppRecord;
  readonly stage: WorkspaceStage;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Takes records to stages, and reads anew what shows them. */
export function useAdvance(object: WorkspaceObject) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ record, stage, input }: Move) => advance(object, record.id, stage.value, input),
    onSuccess: async (_, { stage }) => {
      notify('pipeline.moved', { type: 'success', messageArgs: { stage: stage.label } });
      await client.invalidateQueries({ queryKey: [object.name] });
    },
  });
}
