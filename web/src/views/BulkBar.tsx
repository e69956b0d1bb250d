import DeleteForeverOutlined from '@mui/icons-material/DeleteForeverOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import MergeOutlined from '@mui/icons-material/MergeOutlined';
import RestoreOutlined from '@mui/icons-material/RestoreOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm, useNotify, useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import type { AppRecord } from '../model/records';
import type { BulkResult } from '../providers/recordsApi';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { BulkEdit, editableTogether } from './BulkEdit';
import { BulkFailures } from './BulkFailures';
import { MergeDialog, mostMerged } from './MergeDialog';
import { useNotifyError } from './messages';

type Act = 'remove' | 'restore' | 'purge' | 'edit';
const told: Readonly<Record<Act, string>> = { remove: 'list.removed', restore: 'list.restored', purge: 'list.purged', edit: 'list.edited' };

/** What can be done with the chosen rows. What fails stays chosen, and is listed with its reason. */
export function BulkBar({ object, ids, records: shown, bin, onChoose }: {
  readonly object: WorkspaceObject;
  readonly ids: readonly string[];
  /** The records of the page, which give failures their names. */
  readonly records: readonly AppRecord[];
  readonly bin: boolean;
  readonly onChoose: (ids: readonly string[]) => void;
}) {
  const translate = useTranslate();
  const notify = useNotify();
  const notifyError = useNotifyError();
  const records = useRecords();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'merge' | 'purge' | 'remove'>();
  const [failed, setFailed] = useState<BulkResult>();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ act, input }: { readonly act: Act; readonly input?: Record<string, unknown> }) =>
      act === 'edit' ? records.updateEach(object.name, ids, input ?? {}) : records[act](object.name, ids),
    onSuccess: (result, { act }) => {
      setOpen(undefined);
      if (result.awaits && act === 'remove') notify('approvals.deletionsSubmitted', { type: 'info' });
      else if (result.done.length > 0) notify(told[act], { type: 'success', messageArgs: { smart_count: result.done.length } });
      if (result.failures.length > 0) setFailed(result);
      onChoose(result.failures.map((f) => f.id));
    },
    onError: (error) => notifyError(error),
    onSettled: () => client.invalidateQueries({ queryKey: [object.name] }),
  });
  return (
    <Box role="toolbar" aria-label={translate('list.selected', { smart_count: ids.length })} sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, px: 2, py: 0.75, bgcolor: 'action.selected' }}>
      <Typography variant="body2" sx={{ flex: 1, fontWeight: 600 }} role="status">{translate('list.selected', { smart_count: ids.length })}</Typography>
      <Button onClick={() => onChoose([])}>{translate('list.unselect')}</Button>
      {!bin && object.canEdit === true && editableTogether(object).length > 0 && (
        <Button startIcon={<EditOutlined />} disabled={isPending} onClick={() => setOpen('edit')}>{translate('list.edit')}</Button>
      )}
      {!bin && object.canEdit === true && object.canDelete === true && object.isSystem !== true && ids.length > 1 && (
        <Button
          startIcon={<MergeOutlined />} disabled={isPending || ids.length > mostMerged} title={ids.length > mostMerged ? translate('duplicates.tooMany') : undefined}
          onClick={() => setOpen('merge')}
        >
          {translate('duplicates.merge')}
        </Button>
      )}
      {!bin && object.canDelete === true && (
        <Button color="error" startIcon={<DeleteOutlined />} disabled={isPending} onClick={() => (ids.length > 1 ? setOpen('remove') : mutate({ act: 'remove' }))}>
          {translate('list.remove')}
        </Button>
      )}
      {bin && <Button startIcon={<RestoreOutlined />} disabled={isPending} onClick={() => mutate({ act: 'restore' })}>{translate('list.restore')}</Button>}
      {bin && workspace.hasRight('purge') && (
        <Button color="error" startIcon={<DeleteForeverOutlined />} disabled={isPending} onClick={() => setOpen('purge')}>{translate('list.purge')}</Button>
      )}
      <Confirm
        isOpen={open === 'remove'} title={translate('list.remove')} content={translate('list.removeAsk', { smart_count: ids.length })} loading={isPending}
        confirm={translate('list.remove')} confirmColor="warning" onClose={() => setOpen(undefined)} onConfirm={() => mutate({ act: 'remove' })}
      />
      <Confirm
        isOpen={open === 'purge'} title={translate('list.purgeTitle')} content={translate('list.purgeAsk', { smart_count: ids.length })} loading={isPending}
        confirm={translate('list.purge')} confirmColor="warning" onClose={() => setOpen(undefined)} onConfirm={() => mutate({ act: 'purge' })}
      />
      {open === 'edit' && (
        <BulkEdit object={object} count={ids.length} busy={isPending} onClose={() => setOpen(undefined)} onDone={(input) => mutate({ act: 'edit', input })} />
      )}
      {open === 'merge' && <MergeDialog object={object} ids={ids} onClose={() => onChoose([])} />}
      {failed !== undefined && <BulkFailures object={object} result={failed} records={shown} onClose={() => setFailed(undefined)} />}
    </Box>
  );
}
