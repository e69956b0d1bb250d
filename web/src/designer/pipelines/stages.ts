import type { Body } from '../documents';
import { bodiesOf, textsOf, withSettings } from '../pointers';
import { moved } from '../../views/Sortable';

/** Settings of a pipeline that documents leave out when they say what holds anyway. */
export const pipelineDefaults: Body = { priority: 100, order: 'free', keepTotals: false };
export const stageDefaults: Body = { kind: 'open', retired: false };

export type StageKind = 'open' | 'won' | 'lost' | 'invalid';
export type StageOrder = 'free' | 'forward' | 'noSkipping' | 'strict';

export function stagesOf(pipeline: Body): readonly Body[] {
  return bodiesOf(pipeline.stages);
}

export function kindOf(stage: Body | undefined): StageKind {
  const kind = stage?.kind;
  return kind === 'won' || kind === 'lost' || kind === 'invalid' ? kind : 'open';
}

export function putStage(pipeline: Body, index: number, stage: Body): Body {
  return { ...pipeline, stages: stagesOf(pipeline).map((old, i) => (i === index ? stage : old)) };
}

export function moveStage(pipeline: Body, from: number, to: number): Body {
  return { ...pipeline, stages: moved(stagesOf(pipeline), from, to) };
}

/** A stage more, behind the open ones: what ends a pipeline stays at its end. It is no longer one whose records are to go elsewhere. */
export function addStage(pipeline: Body, value: string): { readonly body: Body; readonly index: number } {
  const stages = stagesOf(pipeline);
  const closed = stages.findIndex((s) => kindOf(s) !== 'open');
  const index = closed < 0 ? stages.length : closed;
  const moves = bodiesOf(pipeline.moves).filter((m) => m.from !== value);
  return { body: withSettings({ ...pipeline, stages: [...stages.slice(0, index), { value }, ...stages.slice(index)] }, { moves }), index };
}

/** A pipeline without a stage and the ways to it; `to` says where its records go. What was to go there goes on to that stage too. */
export function removeStage(pipeline: Body, index: number, to: string | undefined): Body {
  const stages = stagesOf(pipeline);
  const value = stages[index]?.value;
  const transitions = bodiesOf(pipeline.transitions).filter((t) => t.from !== value && t.to !== value);
  const before = bodiesOf(pipeline.moves).flatMap((m) => (m.to !== value ? [m] : to === undefined ? [] : [{ ...m, to }]));
  const moves = to === undefined ? before : [...before, { from: value, to }];
  return withSettings({ ...pipeline, stages: stages.filter((_, i) => i !== index) }, { transitions, moves });
}

/** Whether the order of a pipeline lets a record go from one stage to another; reopening apart, which needs a right. */
export function orderAllows(stages: readonly Body[], order: StageOrder, from: number, to: number): boolean {
  const source = stages[from], target = stages[to];
  if (from === to || target?.retired === true) return false;
  if (kindOf(source) !== 'open') return true;
  const kind = kindOf(target);
  if (kind === 'lost' || kind === 'invalid') return true;
  const skips = stages.slice(from + 1, Math.max(from + 1, to)).some((s) => kindOf(s) === 'open' && s.retired !== true);
  switch (order) {
    case 'free': return true;
    case 'forward': return to > from;
    case 'noSkipping': return to < from || !skips;
    case 'strict': return to > from && !skips;
  }
}

export function orderOf(pipeline: Body): StageOrder {
  const order = pipeline.order;
  return order === 'forward' || order === 'noSkipping' || order === 'strict' ? order : 'free';
}

/** The ways that a pipeline's order gives, written out. */
export function waysByOrder(pipeline: Body): readonly Body[] {
  const stages = stagesOf(pipeline), order = orderOf(pipeline);
  return stages.flatMap((from, i) => stages.flatMap((to, j) => (orderAllows(stages, order, i, j) ? [{ from: from.value, to: to.value }] : [])));
}

export function wayAt(pipeline: Body, from: unknown, to: unknown): Body | undefined {
  return bodiesOf(pipeline.transitions).find((t) => t.from === from && t.to === to);
}

/** The pipeline with a way more or less. */
export function toggleWay(pipeline: Body, from: unknown, to: unknown): Body {
  const ways = bodiesOf(pipeline.transitions);
  return { ...pipeline, transitions: wayAt(pipeline, from, to) === undefined ? [...ways, { from, to }] : ways.filter((t) => t.from !== from || t.to !== to) };
}

/** The roles that may go a way; none for everyone. */
export function rolesOfWay(way: Body): readonly string[] {
  return textsOf(way.roles);
}

export function withRoles(pipeline: Body, way: Body, roles: readonly string[]): Body {
  return { ...pipeline, transitions: bodiesOf(pipeline.transitions).map((t) => (t.from === way.from && t.to === way.to ? withSettings(t, { roles }) : t)) };
}
