import DeleteForeverOutlined from '@mui/icons-material/DeleteForeverOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import RestoreOutlined from '@mui/icons-material/RestoreOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm, useNotify, useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { useErrorText } from './messages';

type Act = 'remove' | 'restore' | 'purge';
const told: Readonly<Record<Act, string>> = { remove: 'list.removed', restore: 'list.restored', purge: 'list.purged' };

/** What can be done with the chosen rows. */
export function BulkBar({ object, ids, bin, onDone }: {
  readonly object: WorkspaceObject;
  readonly ids: readonly string[];
  readonly bin: boolean;
  readonly onDone: () => void;
}) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const records = useRecords();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (act: Act) => records[act](object.name, ids),
    onSuccess: (_, act) => {
      notify(told[act], { type: 'success', messageArgs: { smart_count: ids.length } });
      onDone();
    },
    onError: (error) => notify(errorText(error), { type: 'error' }),
    onSettled: () => client.invalidateQueries({ queryKey: [object.name] }),
  });
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 0.75, bgcolor: 'action.selected' }}>
      <Typography variant="body2" sx={{ flex: 1, fontWeight: 600 }}>{translate('list.selected', { smart_count: ids.length })}</Typography>
      {!bin && (
        <Button size="small" color="error" startIcon={<DeleteOutlined />} disabled={isPending} onClick={() => mutate('remove')}>
          {translate('list.remove')}
        </Button>
      )}
      {bin && <Button size="small" startIcon={<RestoreOutlined />} disabled={isPending} onClick={() => mutate('restore')}>{translate('list.restore')}</Button>}
      {bin && workspace.hasRight('purge') && (
        <Button size="small" color="error" startIcon={<DeleteForeverOutlined />} disabled={isPending} onClick={() => setAsked(true)}>
          {translate('list.purge')}
        </Button>
      )}
      <Confirm
        isOpen={asked} title={translate('list.purgeTitle')} content={translate('list.purgeAsk', { smart_count: ids.length })}
        confirm={translate('list.purge')} confirmColor="warning" onClose={() => setAsked(false)}
        onConfirm={() => { setAsked(false); mutate('purge'); }}
      />
    </Box>
  );
}
