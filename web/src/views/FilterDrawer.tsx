import { Box, Button, Drawer, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import { emptyGroup, isComplete, isGroup, type ConditionGroup } from '../model/filters';
import { FilterBuilder } from './FilterBuilder';

/** The conditions of a list, beside it. */
export function FilterDrawer({ object, group, onApply, onClose }: {
  readonly object: WorkspaceObject;
  readonly group: ConditionGroup;
  readonly onApply: (group: ConditionGroup) => void;
  readonly onClose: () => void;
}) {
  const translate = useTranslate();
  const [draft, setDraft] = useState(group);
  return (
    <Drawer anchor="right" open onClose={onClose} sx={{ zIndex: 'modal' }} slotProps={{ paper: { sx: { width: { xs: '100%', sm: 640 } } } }}>
      <Box
        component="form" sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}
        onSubmit={(event) => { event.preventDefault(); onApply(complete(draft)); }}
      >
        <Typography variant="h6" component="h2" sx={{ px: 2, py: 1.5, borderBottom: 1, borderColor: 'divider' }}>{translate('list.filter')}</Typography>
        <Box sx={{ flex: 1, overflow: 'auto', p: 2 }}>
          <FilterBuilder object={object} group={draft} onChange={setDraft} />
        </Box>
        <Box sx={{ display: 'flex', gap: 1, p: 2, borderTop: 1, borderColor: 'divider' }}>
          <Button onClick={() => setDraft(emptyGroup)}>{translate('filter.clear')}</Button>
          <Box sx={{ flex: 1 }} />
          <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
          <Button type="submit" variant="contained">{translate('filter.apply')}</Button>
        </Box>
      </Box>
    </Drawer>
  );
}

/** Without conditions that lack a value and groups that lack conditions. */
function complete(group: ConditionGroup): ConditionGroup {
  const items = group.items
    .map((item) => (isGroup(item) ? complete(item) : item))
    .filter((item) => (isGroup(item) ? item.items.length > 0 : isComplete(item.op, item.value)));
  return { ...group, items };
}
