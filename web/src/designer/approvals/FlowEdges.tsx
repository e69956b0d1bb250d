import AddOutlined from '@mui/icons-material/AddOutlined';
import { IconButton, ListItemText, Menu, MenuItem } from '@mui/material';
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { canForkIn, type Slot } from './flow';
import type { Added } from './useFlowEdits';

/** A line of the canvas, on which a step can be put. */
export interface EdgeData extends Record<string, unknown> {
  readonly slot: Slot | undefined;
  readonly at: { readonly x: number; readonly y: number } | undefined;
  /** What stands before it, for the name of its button. */
  readonly after: string;
  /** Something that is being dragged would come to stand here. */
  readonly aimed: boolean;
  readonly onAdd: (slot: Slot, kind: Added) => void;
}

export type FlowEdge = Edge<EdgeData>;

/** Lines turn aside just above what they lead to, below everything that stands beside them. */
const bend = 16;

function SlotEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data }: EdgeProps<FlowEdge>) {
  const translate = useTranslate();
  const [menu, setMenu] = useState<HTMLElement>();
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 10, offset: 8, centerY: targetY - bend });
  const slot = data?.slot, at = data?.at;
  const add = (kind: Added) => {
    setMenu(undefined);
    if (slot !== undefined) data?.onAdd(slot, kind);
  };
  return (
    <>
      <BaseEdge id={id} path={path} style={data?.aimed === true ? { strokeWidth: 3, stroke: 'var(--flow-aim)' } : { strokeWidth: 1.5 }} />
      {slot !== undefined && at !== undefined && (
        <EdgeLabelRenderer>
          <IconButton
            size="small" className="nodrag nopan" aria-label={translate('flow.addAfter', { name: data?.after ?? '' })} aria-haspopup="menu"
            onClick={(event) => setMenu(event.currentTarget)}
            sx={{
              'position': 'absolute', 'left': 0, 'top': 0, 'transform': `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`, 'pointerEvents': 'all', 'width': 24, 'height': 24,
              'border': 1, 'borderColor': data?.aimed === true ? 'primary.main' : 'divider', 'bgcolor': data?.aimed === true ? 'primary.main' : 'background.paper',
              'color': data?.aimed === true ? 'primary.contrastText' : 'primary.main', '&:hover': { bgcolor: 'primary.main', color: 'primary.contrastText' },
            }}
          >
            <AddOutlined sx={{ fontSize: 18 }} />
          </IconButton>
          <Menu open={menu !== undefined} anchorEl={menu} onClose={() => setMenu(undefined)}>
            <MenuItem onClick={() => add('step')}><ListItemText primary={translate('flow.addStep')} secondary={translate('flow.addStepHelp')} /></MenuItem>
            {canForkIn(slot.list) && <MenuItem onClick={() => add('fork')}><ListItemText primary={translate('flow.addFork')} secondary={translate('flow.addForkHelp')} /></MenuItem>}
            <MenuItem onClick={() => add('flow')}><ListItemText primary={translate('flow.addFlow')} secondary={translate('flow.addFlowHelp')} /></MenuItem>
          </Menu>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

export const edgeTypes = { slot: SlotEdge };
