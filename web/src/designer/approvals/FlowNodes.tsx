import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import CallSplitOutlined from '@mui/icons-material/CallSplitOutlined';
import { Box, Typography } from '@mui/material';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import type { Line } from './lines';
import { LineView } from './LineView';

/** What a thing on the canvas shows. */
export interface NodeData extends Record<string, unknown> {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Not reached by the record that is simulated. */
  readonly faded: boolean;
  /** Where the record that is simulated is asked about, or something is wrong. */
  readonly tone: 'plain' | 'asked' | 'error' | 'warning';
}

export type FlowNode = Node<NodeData>;

const borders = { plain: 'divider', asked: 'success.main', error: 'error.main', warning: 'warning.main' } as const;

function Ports({ top = true, bottom = true }: { readonly top?: boolean; readonly bottom?: boolean }) {
  const hidden = { opacity: 0, pointerEvents: 'none' as const };
  return (
    <>
      {top && <Handle type="target" position={Position.Top} isConnectable={false} style={hidden} />}
      {bottom && <Handle type="source" position={Position.Bottom} isConnectable={false} style={hidden} />}
    </>
  );
}

function frame(data: NodeData, selected: boolean) {
  return {
    height: '100%', boxSizing: 'border-box', border: '1.5px solid', borderColor: selected ? 'primary.main' : borders[data.tone], bgcolor: data.faded ? 'background.default' : 'background.paper', borderStyle: data.faded ? 'dotted' : 'solid',
    boxShadow: data.faded && !selected ? 0 : selected ? (theme: { palette: { primary: { main: string } } }) => `0 0 0 2px ${theme.palette.primary.main}33` : 1, overflow: 'hidden',
  } as const;
}

function StepNode({ data, selected }: NodeProps<FlowNode>) {
  return (
    <Box sx={{ ...frame(data, selected), borderRadius: 1.5, px: 1.25, py: 0.75 }}>
      <Ports />
      <Typography noWrap sx={{ fontWeight: 650, fontSize: 14.5, lineHeight: '24px' }} title={data.title}>{data.title}</Typography>
      {data.lines.map((line, index) => <LineView key={index} line={line} wraps={false} />)}
    </Box>
  );
}

function ThroughNode({ data, selected }: NodeProps<FlowNode>) {
  return (
    <Box sx={{ ...frame(data, selected), borderRadius: 1.5, px: 1.25, py: 0.75, borderLeftWidth: 5 }}>
      <Ports />
      <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center' }}>
        <AccountTreeOutlined sx={{ fontSize: 17, color: 'primary.main' }} />
        <Typography noWrap sx={{ fontWeight: 650, fontSize: 14.5, lineHeight: '24px' }} title={data.title}>{data.title}</Typography>
      </Box>
      {data.lines.map((line, index) => <LineView key={index} line={line} wraps={false} />)}
    </Box>
  );
}

function ForkNode({ data, selected }: NodeProps<FlowNode>) {
  return (
    <Box sx={{ ...frame(data, selected), borderRadius: 5, px: 2, display: 'flex', alignItems: 'center', justifyContent: 'center', gap: 0.75 }}>
      <Ports />
      <CallSplitOutlined sx={{ fontSize: 18, transform: 'rotate(180deg)', color: 'primary.main' }} />
      <Typography noWrap sx={{ fontWeight: 650, fontSize: 14 }} title={data.title}>{data.title}</Typography>
    </Box>
  );
}

function BranchNode({ data, selected }: NodeProps<FlowNode>) {
  return (
    <Box sx={{ ...frame(data, selected), borderStyle: 'dashed', borderRadius: 1.5, px: 1.25, py: 0.25, display: 'flex', flexDirection: 'column', justifyContent: 'center' }}>
      <Ports />
      <Typography noWrap sx={{ fontWeight: 600, fontSize: 13.5, lineHeight: '21px' }} title={data.title}>{data.title}</Typography>
      {data.lines.slice(0, 1).map((line, index) => <LineView key={index} line={line} wraps={false} />)}
    </Box>
  );
}

function EndNode({ data, selected, id }: NodeProps<FlowNode>) {
  return (
    <Box sx={{ ...frame(data, selected), borderRadius: 5, px: 2, display: 'grid', placeItems: 'center', bgcolor: 'action.selected' }}>
      <Ports top={id !== 'start'} bottom={id !== 'end'} />
      <Typography noWrap sx={{ fontSize: 13.5, fontWeight: 600, maxWidth: 170 }} title={data.title}>{data.title}</Typography>
    </Box>
  );
}

function JoinNode() {
  return (
    <Box sx={{ width: 20, height: 20, borderRadius: '50%', border: '2px solid', borderColor: 'text.disabled', bgcolor: 'background.paper' }}>
      <Ports />
    </Box>
  );
}

export const nodeTypes = { step: StepNode, flow: ThroughNode, fork: ForkNode, branch: BranchNode, join: JoinNode, start: EndNode, end: EndNode };
