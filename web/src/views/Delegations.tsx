import AddOutlined from '@mui/icons-material/AddOutlined';
import { Alert, Box, Button, Chip, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Skeleton, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FormProvider, useForm } from 'react-hook-form';
import type { WorkspaceObject } from '../api/workspace.generated';
import { FieldInput } from '../fields/FieldInput';
import { formatDateTime } from '../model/formats';
import { changedInput, createInput, isRef, type AppRecord } from '../model/records';
import { versionOf } from '../providers/dataProvider';
import { useFormats, useRecords, useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from './EmptyState';
import { useErrorText, useNotifyError } from './messages';

const name = 'ApprovalDelegation';
const fields = ['delegate', 'startsAt', 'endsAt', 'reason'] as const;

/** Who is asked in one's place, and when. */
export function Delegations() {
  const translate = useTranslate();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const records = useRecords();
  const me = workspace.description.user.id;
  const object = workspace.get(name);
  const [edited, setEdited] = useState<AppRecord | 'new'>();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery({
    queryKey: [name, 'own', me], enabled: object !== undefined,
    queryFn: async ({ signal }) => (await records.list({
      object: name, columns: [...fields], filter: { owner: { id: { eq: me } } }, sort: [{ field: 'endsAt', descending: true }], page: 1, perPage: 50, signal,
    })).records,
  });
  if (object === undefined) return <EmptyState title={translate('approvals.noDelegations')} />;
  if (error !== null) return <Alert severity="error" action={<Button color="inherit" onClick={() => void refetch()}>{translate('app.retry')}</Button>}>{errorText(error)}</Alert>;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2" color="text.secondary" sx={{ flex: '1 1 260px' }}>{translate('approvals.delegationHelp')}</Typography>
        <Button variant="contained" startIcon={<AddOutlined />} onClick={() => setEdited('new')}>{translate('approvals.delegate')}</Button>
      </Box>
      {isPending && <Skeleton variant="rounded" height={120} />}
      {data?.length === 0 && <EmptyState title={translate('approvals.noDelegations')} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {data?.map((record) => <DelegationCard key={record.id} record={record} now={dataUpdatedAt} onEdit={() => setEdited(record)} />)}
      </Box>
      {edited !== undefined && <DelegationDialog object={object} record={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </Box>
  );
}

type State = 'coming' | 'inForce' | 'over';

function stateOf(record: AppRecord, now: number): State {
  if (Date.parse(String(record.endsAt)) <= now) return 'over';
  return Date.parse(String(record.startsAt)) > now ? 'coming' : 'inForce';
}

const colors = { coming: 'info', inForce: 'success', over: 'default' } as const;

function DelegationCard({ record, now, onEdit }: { readonly record: AppRecord; readonly now: number; readonly onEdit: () => void }) {
  const translate = useTranslate();
  const formats = useFormats();
  const records = useRecords();
  const client = useQueryClient();
  const notifyError = useNotifyError();
  const state = stateOf(record, now);
  const person = isRef(record.delegate) ? record.delegate._label : translate('record.someone');
  const end = useMutation({
    mutationFn: async () => {
      if (state === 'coming') await records.remove(name, [record.id]);
      else await records.update(name, record.id, { endsAt: new Date().toISOString() }, versionOf(record));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [name] }),
    onError: (error) => notifyError(error),
  });
  return (
    <Paper component="li" variant="outlined" aria-label={person} sx={{ p: 1.5, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', borderStyle: state === 'over' ? 'dashed' : undefined }}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>{person}</Typography>
        <Typography variant="body2" color="text.secondary">{translate('approvals.fromTo', { from: formatDateTime(String(record.startsAt), formats), to: formatDateTime(String(record.endsAt), formats) })}</Typography>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>{String(record.reason ?? '')}</Typography>
      </Box>
      {state !== 'over' && <Button size="small" onClick={onEdit}>{translate('ra.action.edit')}</Button>}
      {state !== 'over' && <Button size="small" color="error" loading={end.isPending} onClick={() => end.mutate()}>{translate(state === 'coming' ? 'ra.action.delete' : 'approvals.endNow')}</Button>}
      <Chip size="small" color={colors[state]} label={translate(`approvals.delegationIs.${state}`)} />
    </Paper>
  );
}

function DelegationDialog({ object, record, onClose }: { readonly object: WorkspaceObject; readonly record: AppRecord | undefined; readonly onClose: () => void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const records = useRecords();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const form = useForm<Record<string, unknown>>({ defaultValues: record ?? { startsAt: new Date().toISOString() } });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (values: Record<string, unknown>) => (record === undefined ? records.create(name, createInput(object, values)) : records.update(name, record.id, changedInput(object, record, values), versionOf(record))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [name] });
      onClose();
    },
  });
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="delegation">
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit((values) => mutate(values))(event)}>
          <DialogTitle id="delegation">{translate('approvals.delegate')}</DialogTitle>
          <DialogContent dividers sx={{ display: 'grid', gap: 2 }}>
            {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
            {fields.map((f) => workspace.field(object.name, f)).filter((f) => f !== undefined).map((field) => <FieldInput key={field.name} field={field} />)}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" loading={isPending}>{translate('ra.action.save')}</Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  );
}
