import type { Body } from '../documents';
import { bodiesOf } from '../pointers';
import { kindOf, topList, type Slot } from './flow';

/** A thing on the canvas. Those of the document have its pointer as their id. */
export interface GraphNode {
  readonly id: string;
  readonly kind: 'start' | 'step' | 'flow' | 'fork' | 'branch' | 'join' | 'end';
  readonly body: Body;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Where a step comes to stand that is put on this line. */
  readonly slot?: Slot;
}

export interface FlowGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export const stepWidth = 264;
const gap = 44, aside = 28, pill = 40, ends = 36;

/** How wide steps below each other are drawn, with the branches that lie in them. */
function widthOf(steps: readonly Body[]): number {
  return Math.max(stepWidth, ...steps.map((step) => forkWidth(bodiesOf(step.branches))));
}

function forkWidth(branches: readonly Body[]): number {
  return branches.reduce((sum, branch) => sum + widthOf(bodiesOf(branch.steps)), 0) + Math.max(0, branches.length - 1) * aside;
}

/** The flow as it is drawn: from the top down, branches side by side. `heightOf` says how high a step is drawn. */
export function graphOf(flow: Body, heightOf: (step: Body) => number): FlowGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (id: string, kind: GraphNode['kind'], body: Body, center: number, y: number, width: number, height: number): number => {
    nodes.push({ id, kind, body, x: center - width / 2, y, width, height });
    return y + height + gap;
  };
  const join = (source: string, target: string, slot?: Slot) => edges.push({ id: `${source}→${target}`, source, target, ...(slot === undefined ? {} : { slot }) });

  const column = (steps: readonly Body[], list: string, from: string, center: number, top: number): { readonly last: string; readonly bottom: number } => {
    let last = from, y = top;
    steps.forEach((step, index) => {
      const id = `${list}/${index}`;
      const branches = bodiesOf(step.branches);
      join(last, id, { list, index });
      if (branches.length === 0) {
        y = add(id, kindOf(step), step, center, y, stepWidth, heightOf(step));
        last = id;
        return;
      }
      y = add(id, 'fork', step, center, y, stepWidth, pill);
      let left = center - forkWidth(branches) / 2;
      const ended = branches.map((branch, b) => {
        const at = `${id}/branches/${b}`;
        const inner = bodiesOf(branch.steps);
        const width = widthOf(inner);
        const middle = left + width / 2;
        left += width + aside;
        join(id, at);
        const below = add(at, 'branch', branch, middle, y, stepWidth, pill + 16);
        const { last: end, bottom } = column(inner, `${at}/steps`, at, middle, below);
        return { end, bottom, slot: { list: `${at}/steps`, index: inner.length } };
      });
      const joined = `${id}/join`;
      y = add(joined, 'join', step, center, Math.max(...ended.map((e) => e.bottom)), 20, 20);
      ended.forEach(({ end, slot }) => join(end, joined, slot));
      last = joined;
    });
    return { last, bottom: y };
  };

  const top = add('start', 'start', flow, 0, 0, 200, ends);
  const steps = bodiesOf(flow.steps);
  const { last, bottom } = column(steps, topList, 'start', 0, top);
  add('end', 'end', flow, 0, bottom, 200, ends);
  join(last, 'end', { list: topList, index: steps.length });
  return { nodes, edges };
}

/** The line on which something was dropped: the nearest one, if it is near at all. */
export function slotNear(graph: FlowGraph, x: number, y: number, within = 130): Slot | undefined {
  const found = graph.edges.flatMap((edge) => {
    const place = edge.slot === undefined ? undefined : middleOf(graph, edge);
    return place === undefined || edge.slot === undefined ? [] : [{ slot: edge.slot, distance: Math.hypot(place.x - x, place.y - y) }];
  });
  const nearest = found.reduce<typeof found[number] | undefined>((best, one) => (best === undefined || one.distance < best.distance ? one : best), undefined);
  return nearest !== undefined && nearest.distance <= within ? nearest.slot : undefined;
}

/** Where the sign for putting a step stands on a line: just above what the line leads to. */
export function middleOf(graph: FlowGraph, edge: GraphEdge): { readonly x: number; readonly y: number } | undefined {
  const source = graph.nodes.find((n) => n.id === edge.source), target = graph.nodes.find((n) => n.id === edge.target);
  if (source === undefined || target === undefined) return undefined;
  const below = source.y + source.height + gap / 2;
  return { x: source.x + source.width / 2, y: below };
}
