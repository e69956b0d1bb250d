import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import CallMergeOutlined from '@mui/icons-material/CallMergeOutlined';
import CallSplitOutlined from '@mui/icons-material/CallSplitOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import PlaylistAddOutlined from '@mui/icons-material/PlaylistAddOutlined';
import { Box, IconButton, Tooltip } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import { useTranslate } from 'react-admin';
import type { Body } from '../documents';
import { bodiesOf, listAt, placeOf } from '../pointers';
import { canForkIn, canRemove, neighbourSlot, type FlowItem } from './flow';
import type { FlowEdits } from './useFlowEdits';

/** What can be done with a step or branch, as buttons. */
export function ItemActions({ flow, item, title, edits }: { readonly flow: Body; readonly item: FlowItem; readonly title: string; readonly edits: FlowEdits }) {
  const translate = useTranslate();
  const branches = bodiesOf(item.body.branches);
  const siblings = item.kind === 'branch' ? placeOf(item.pointer) : undefined;
  const count = siblings === undefined ? 0 : listAt(flow, siblings.list).length;
  const may = (direction: -1 | 1): boolean => (siblings === undefined
    ? neighbourSlot(flow, item, direction) !== undefined
    : siblings.index + direction >= 0 && siblings.index + direction < count);
  const button = (key: string, Icon: SvgIconComponent, act: () => void, enabled = true) => (
    <Tooltip title={translate(`flow.${key}`)}>
      <span><IconButton size="small" disabled={!enabled} aria-label={`${translate(`flow.${key}`)}: ${title}`} onClick={act}><Icon fontSize="small" /></IconButton></span>
    </Tooltip>
  );
  const { list, index } = placeOf(item.pointer);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap' }}>
      {button('moveUp', ArrowUpwardOutlined, () => edits.move(item, -1), may(-1))}
      {button('moveDown', ArrowDownwardOutlined, () => edits.move(item, 1), may(1))}
      {item.kind !== 'branch' && button('addBelow', PlaylistAddOutlined, () => edits.add({ list, index: index + 1 }, 'step'))}
      {item.kind === 'branch' && button('addInside', PlaylistAddOutlined, () => edits.add({ list: `${item.pointer}/steps`, index: bodiesOf(item.body.steps).length }, 'step'))}
      {(item.kind === 'step' || item.kind === 'flow') && canForkIn(list) && button('forkStep', CallSplitOutlined, () => edits.fork(item))}
      {item.kind === 'fork' && button('addBranch', CallSplitOutlined, () => edits.addBranch(item), branches.length < 10)}
      {item.kind === 'fork' && branches.length === 1 && button('dissolve', CallMergeOutlined, () => edits.dissolve(item))}
      {button('remove', DeleteOutlined, () => edits.remove(item), canRemove(flow, item.pointer))}
    </Box>
  );
}
