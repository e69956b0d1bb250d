import { isRecord } from '../../api/problems';
import type { Body } from '../documents';
import { bodiesOf, bodyAt, listAt, placeOf, withInserted, withoutItem, withValueAt } from '../pointers';

/** A step at which people are asked, one that goes through another flow, one that divides into branches, or one of those. */
export type ItemKind = 'step' | 'flow' | 'fork' | 'branch';

/** So deep branches may lie within each other. */
export const mostNested = 5;

/** A step or branch with its place in the document. */
export interface FlowItem {
  readonly pointer: string;
  readonly kind: ItemKind;
  readonly name: string;
  readonly body: Body;
}

/** A place between steps where one can be put. */
export interface Slot {
  /** The list of steps, as a pointer. */
  readonly list: string;
  readonly index: number;
}

/** A changed flow, and where in it one is now. */
export interface Changed {
  readonly body: Body;
  readonly at: string;
}

export const topList = '/steps';

/** The steps and branches in the order of the document. */
export function itemsOf(flow: Body): readonly FlowItem[] {
  return itemsIn(bodiesOf(flow.steps), topList);
}

function itemsIn(steps: readonly Body[], list: string): readonly FlowItem[] {
  return steps.flatMap((step, i): readonly FlowItem[] => {
    const pointer = `${list}/${i}`;
    const item: FlowItem = { pointer, kind: kindOf(step), name: String(step.name), body: step };
    return [item, ...bodiesOf(step.branches).flatMap((branch, b): readonly FlowItem[] => {
      const at = `${pointer}/branches/${b}`;
      return [{ pointer: at, kind: 'branch', name: String(branch.name), body: branch }, ...itemsIn(bodiesOf(branch.steps), `${at}/steps`)];
    })];
  });
}

export function kindOf(step: Body): 'step' | 'flow' | 'fork' {
  return bodiesOf(step.branches).length > 0 ? 'fork' : step.flow === undefined ? 'step' : 'flow';
}

/** In how many branches a place lies. */
function depthOf(pointer: string): number {
  return pointer.split('/branches/').length - 1;
}

/** How many branches lie within each other in a step. */
function heightOf(step: Body): number {
  const branches = bodiesOf(step.branches);
  return branches.length === 0 ? 0 : 1 + Math.max(0, ...branches.flatMap((b) => bodiesOf(b.steps).map(heightOf)));
}

/** Whether steps of a list can divide into branches: branches lie within each other to a certain depth. */
export function canForkIn(list: string): boolean {
  return depthOf(list) < mostNested;
}

/** Whether a step may stand in a list: not within itself, and not so that branches lie too deep. */
export function canPlace(item: FlowItem, list: string): boolean {
  return item.kind !== 'branch' && !list.startsWith(`${item.pointer}/`) && depthOf(list) + heightOf(item.body) <= mostNested;
}

export function itemAt(flow: Body, pointer: string): FlowItem | undefined {
  return itemsOf(flow).find((item) => item.pointer === pointer);
}

/** Every place where a step can be put, from the top. */
export function slotsOf(flow: Body): readonly Slot[] {
  const lists = [topList, ...itemsOf(flow).filter((i) => i.kind === 'branch').map((i) => `${i.pointer}/steps`)];
  return lists.flatMap((list) => [...listAt(flow, list), undefined].map((_, index) => ({ list, index })));
}

/** A name that no step or branch has yet. */
export function freshName(flow: Body, base: string): string {
  const taken = new Set(itemsOf(flow).map((item) => item.name));
  for (let n = 1; ; n += 1) {
    const name = n === 1 && base !== 'step' && base !== 'branch' ? base : `${base}${n}`;
    if (!taken.has(name)) return name;
  }
}

/** Words that new steps and branches begin with, in every language of the application. */
export interface NewLabels {
  readonly step: Body;
  readonly branch: Body;
  readonly fork: Body;
  readonly flow: Body;
}

function newStep(flow: Body, labels: NewLabels): Body {
  return { name: freshName(flow, 'step'), label: labels.step, approvers: [{ by: 'manager' }] };
}

export function addStep(flow: Body, slot: Slot, labels: NewLabels): Changed {
  return { body: withInserted(flow, slot.list, slot.index, newStep(flow, labels)), at: `${slot.list}/${slot.index}` };
}

/** A step that goes through another flow, which is to be chosen. */
export function addFlow(flow: Body, slot: Slot, labels: NewLabels): Changed {
  return { body: withInserted(flow, slot.list, slot.index, { name: freshName(flow, 'through'), label: labels.flow, flow: '' }), at: `${slot.list}/${slot.index}` };
}

/** Two branches with a step each. */
export function addFork(flow: Body, slot: Slot, labels: NewLabels): Changed {
  const at = `${slot.list}/${slot.index}`;
  const bare = withInserted(flow, slot.list, slot.index, { name: freshName(flow, 'parallel'), label: labels.fork, branches: [] });
  const one = addBranch(bare, at, labels).body;
  return { body: addBranch(one, at, labels).body, at };
}

/** One more branch beside the others of a step. */
export function addBranch(flow: Body, fork: string, labels: NewLabels): Changed {
  const list = `${fork}/branches`;
  const index = listAt(flow, list).length;
  const named = withInserted(flow, list, index, { name: freshName(flow, 'branch'), label: labels.branch, steps: [] });
  return { body: addStep(named, { list: `${list}/${index}/steps`, index: 0 }, labels).body, at: `${list}/${index}` };
}

/** A step becomes the first of two branches. */
export function forkStep(flow: Body, pointer: string, labels: NewLabels): Changed {
  const step = bodyAt(flow, pointer);
  const name = freshName(flow, 'parallel');
  // Names are taken one after the other, with the step still in its place.
  const branch = { name: freshName(flow, 'branch'), label: isRecord(step.label) || typeof step.label === 'string' ? step.label : labels.branch, steps: [step] };
  const forked = withValueAt(flow, pointer, { name, label: labels.fork, branches: [branch] });
  return { body: addBranch(forked, pointer, labels).body, at: pointer };
}

/** The steps of the only branch that is left take the place of the step with branches. */
export function dissolveFork(flow: Body, pointer: string): Changed {
  const { list, index } = placeOf(pointer);
  const [only] = bodiesOf(bodyAt(flow, pointer).branches);
  const steps = bodiesOf(only?.steps);
  const items = listAt(flow, list);
  return { body: withValueAt(flow, list, [...items.slice(0, index), ...steps, ...items.slice(index + 1)]), at: pointer };
}

/** Whether something may go: a flow keeps a step, a step with branches keeps one of them. */
export function canRemove(flow: Body, pointer: string): boolean {
  const { list } = placeOf(pointer);
  return list !== topList && !list.endsWith('/branches') ? true : listAt(flow, list).length > 1;
}

export function removeItem(flow: Body, pointer: string): Body {
  return withoutItem(flow, pointer);
}

/** Puts a step elsewhere, counted in the flow as it is with the step still in its place. */
export function moveStep(flow: Body, pointer: string, slot: Slot): Changed {
  const item = bodyAt(flow, pointer);
  const hole: Body = {};
  const moved = withInserted(withValueAt(flow, pointer, hole), slot.list, slot.index, item);
  const closed: Body = { ...moved, steps: withoutHole(bodiesOf(moved.steps), hole) };
  return { body: closed, at: itemsOf(closed).find((i) => i.name === item.name)?.pointer ?? pointer };
}

function withoutHole(steps: readonly Body[], hole: Body): readonly Body[] {
  return steps.filter((s) => s !== hole).map((step) => (Array.isArray(step.branches)
    ? { ...step, branches: bodiesOf(step.branches).map((b) => ({ ...b, steps: withoutHole(bodiesOf(b.steps), hole) })) }
    : step));
}

/** The next place up or down the whole flow where a step fits, into branches and out of them; undefined at the ends. */
export function neighbourSlot(flow: Body, item: FlowItem, direction: -1 | 1): Slot | undefined {
  const { list, index } = placeOf(item.pointer);
  const next = index + direction;
  const beside = itemAt(flow, `${list}/${next}`);
  if (beside?.kind === 'fork') {
    const branch = direction === 1 ? 0 : bodiesOf(beside.body.branches).length - 1;
    const into = `${beside.pointer}/branches/${branch}/steps`;
    if (canPlace(item, into)) return { list: into, index: direction === 1 ? 0 : listAt(flow, into).length };
  }
  if (next >= 0 && next < listAt(flow, list).length) return { list, index: direction === 1 ? next + 1 : next };
  if (list === topList) return undefined;
  const branch = placeOf(list.slice(0, -'/steps'.length));
  const other = branch.index + direction;
  if (other >= 0 && other < listAt(flow, branch.list).length) {
    const into = `${branch.list}/${other}/steps`;
    return { list: into, index: direction === 1 ? 0 : listAt(flow, into).length };
  }
  const fork = placeOf(branch.list.slice(0, -'/branches'.length));
  return { list: fork.list, index: direction === 1 ? fork.index + 1 : fork.index };
}

/** Puts a branch before or behind its neighbour. */
export function moveBranch(flow: Body, pointer: string, direction: -1 | 1): Changed | undefined {
  const { list, index } = placeOf(pointer);
  const branches = listAt(flow, list);
  const to = index + direction;
  if (to < 0 || to >= branches.length) return undefined;
  const rest = branches.filter((_, i) => i !== index);
  return { body: withValueAt(flow, list, [...rest.slice(0, to), branches[index], ...rest.slice(to)]), at: `${list}/${to}` };
}
