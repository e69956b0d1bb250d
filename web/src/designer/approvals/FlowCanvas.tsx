import '@xyflow/react/dist/style.css';
import { Box, useTheme } from '@mui/material';
import { Background, Controls, ReactFlow, useNodesState, type NodeChange, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslate } from 'react-admin';
import type { Body } from '../documents';
import { edgeTypes, type FlowEdge } from './FlowEdges';
import { nodeTypes, type FlowNode } from './FlowNodes';
import { canPlace, itemAt, itemsOf, type FlowItem, type Slot } from './flow';
import { graphOf, middleOf, slotNear, type GraphNode } from './graph';
import type { Line } from './lines';
import type { FlowEdits } from './useFlowEdits';

const lineHeight = 21, headHeight = 42;

export interface FlowViewProps {
  readonly flow: Body;
  readonly selected: string | undefined;
  readonly edits: FlowEdits;
  readonly titleOf: (body: Body) => string;
  readonly linesOf: (item: FlowItem) => readonly Line[];
  readonly onSelect: (pointer: string | undefined) => void;
}

/** A flow as it is drawn. Steps are dragged onto the lines; by keyboard: arrows go from one to the next, Alt with arrows moves, Delete removes, Enter opens. */
export default function FlowCanvas({ flow, selected, edits, titleOf, linesOf, onSelect }: FlowViewProps) {
  const translate = useTranslate();
  const { palette } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  const [aim, setAim] = useState<Slot>();
  const items = useMemo(() => itemsOf(flow), [flow]);
  const lines = useMemo(() => new Map(items.map((item) => [item.pointer, linesOf(item)])), [items, linesOf]);
  const graph = useMemo(() => {
    const heights = new Map(items.map((item) => [item.body, headHeight + (lines.get(item.pointer)?.length ?? 0) * lineHeight]));
    return graphOf(flow, (step) => heights.get(step) ?? headHeight);
  }, [flow, items, lines]);

  const drawn = useMemo(() => graph.nodes.map((node): FlowNode => {
    const said = lines.get(node.id) ?? [];
    const title = node.kind === 'start' ? translate('flow.start') : node.kind === 'end' ? translate('flow.end') : node.kind === 'join' ? '' : titleOf(node.body);
    const has = (tone: Line['tone']) => said.some((line) => line.tone === tone);
    return {
      id: node.id, type: node.kind, position: { x: node.x, y: node.y }, width: node.width, height: node.height,
      data: { title, lines: said, faded: has('left'), tone: has('error') ? 'error' : has('warning') ? 'warning' : has('person') ? 'asked' : 'plain' },
      draggable: node.kind === 'step' || node.kind === 'flow' || node.kind === 'fork', selectable: node.kind !== 'join' && node.kind !== 'end', focusable: node.kind !== 'join' && node.kind !== 'end',
      selected: node.id === (selected ?? 'start'), connectable: false, deletable: false,
      ariaLabel: [title, ...said.map((line) => line.text)].join('. '),
    };
  }), [graph, lines, selected, titleOf, translate]);
  const [nodes, setNodes, applyChanges] = useNodesState<FlowNode>(drawn);
  useEffect(() => { setNodes(drawn); }, [drawn, setNodes]);

  // What was moved by keyboard keeps the focus where it comes to stand.
  useEffect(() => {
    const id = wanted.current;
    if (id === undefined) return undefined;
    // It is drawn in the frame after the one that knows of it.
    const frame = requestAnimationFrame(() => {
      nodeElement(place.current, id)?.focus();
      wanted.current = undefined;
    });
    return () => cancelAnimationFrame(frame);
  }, [nodes]);

  const edges = useMemo(() => graph.edges.map((edge): FlowEdge => {
    const before = graph.nodes.find((n) => n.id === edge.source);
    return {
      id: edge.id, source: edge.source, target: edge.target, type: 'slot', focusable: false, selectable: false,
      data: {
        slot: edge.slot, at: middleOf(graph, edge), aimed: aim !== undefined && edge.slot?.list === aim.list && edge.slot.index === aim.index,
        after: nameOf(before, titleOf, translate), onAdd: (slot, kind) => edits.add(slot, kind),
      },
    };
  }), [graph, aim, edits, titleOf, translate]);

  const target = (node: FlowNode): Slot | undefined => {
    const slot = slotNear(graph, node.position.x + (node.width ?? 0) / 2, node.position.y + (node.height ?? 0) / 2);
    const item = itemAt(flow, node.id);
    if (slot === undefined || item === undefined || !canPlace(item, slot.list)) return undefined;
    const stays = `${slot.list}/${slot.index}` === node.id || `${slot.list}/${slot.index - 1}` === node.id;
    return stays ? undefined : slot;
  };
  const changed = (changes: NodeChange<FlowNode>[]) => applyChanges(changes.filter((c) => c.type !== 'select'));
  const pressed = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement && event.target.classList.contains('react-flow__node') ? event.target.dataset.id : undefined;
    if (id === undefined) return;
    const item = itemAt(flow, id);
    const direction = event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 1 : undefined;
    if (event.key === 'Enter' || event.key === ' ') onSelect(item?.pointer);
    else if (event.key === 'Delete' && item !== undefined) edits.remove(item);
    else if (direction !== undefined && event.altKey && item !== undefined) wanted.current = edits.move(item, direction);
    else if (direction !== undefined) {
      const order = ['start', ...items.map((i) => i.pointer)];
      nodeElement(place.current, order[order.indexOf(id) + direction] ?? id)?.focus();
    } else return;
    event.preventDefault();
  };
  const begin = (instance: ReactFlowInstance<FlowNode, FlowEdge>) => {
    const width = place.current?.clientWidth ?? 800;
    const left = Math.min(...graph.nodes.map((n) => n.x)), right = Math.max(...graph.nodes.map((n) => n.x + n.width));
    const zoom = Math.min(1, Math.max(0.45, (width - 48) / (right - left)));
    void instance.setViewport({ x: width / 2 - ((left + right) / 2) * zoom, y: 20, zoom });
  };
  return (
    <Box
      ref={place} onKeyDown={pressed} role="group" aria-label={translate('flow.canvas')}
      sx={{
        '--flow-aim': palette.primary.main, 'height': Math.min(1600, Math.max(440, Math.max(...graph.nodes.map((n) => n.y + n.height)) + 56)), 'border': 1, 'borderColor': 'divider', 'borderRadius': 1, 'overflow': 'hidden', 'bgcolor': 'background.default',
        '& .react-flow__node': { borderRadius: 1.5 }, '& .react-flow__node:focus-visible': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: 3 },
        '& .react-flow__attribution, & .react-flow__attribution a': { color: 'text.secondary', bgcolor: 'background.default' },
        '& .react-flow__node.dragging': { zIndex: 10, opacity: 0.85 },
      }}
    >
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} onNodesChange={changed} onInit={begin} colorMode={palette.mode} disableKeyboardA11y
        nodesConnectable={false} deleteKeyCode={null} multiSelectionKeyCode={null} selectionKeyCode={null} minZoom={0.3} maxZoom={1.5} zoomOnScroll={false} preventScrolling={false} zoomOnDoubleClick={false}
        onNodeClick={(_, node) => onSelect(itemAt(flow, node.id)?.pointer)} onPaneClick={() => onSelect(undefined)}
        onNodeDrag={(_, node) => setAim(target(node))}
        onNodeDragStop={(_, node) => {
          const slot = target(node), item = itemAt(flow, node.id);
          setAim(undefined);
          if (slot !== undefined && item !== undefined) edits.place(item, slot);
          else setNodes(drawn);
        }}
        ariaLabelConfig={{
          'controls.ariaLabel': translate('flow.zoom'), 'controls.zoomIn.ariaLabel': translate('flow.zoomIn'), 'controls.zoomOut.ariaLabel': translate('flow.zoomOut'),
          'controls.fitView.ariaLabel': translate('flow.fit'),
        }}
      >
        <Background gap={20} />
        <Controls showInteractive={false} fitViewOptions={{ maxZoom: 1 }} />
      </ReactFlow>
    </Box>
  );
}

function nodeElement(place: HTMLElement | null, id: string): HTMLElement | undefined {
  return [...place?.querySelectorAll<HTMLElement>('.react-flow__node') ?? []].find((element) => element.dataset.id === id);
}

function nameOf(node: GraphNode | undefined, titleOf: (body: Body) => string, translate: (key: string) => string): string {
  return node === undefined || node.kind === 'start' ? translate('flow.start') : titleOf(node.body);
}
