import { describe, expect, it } from 'vitest';
import type { Body } from '../documents';
import { bodiesOf, bodyAt, placeOf, withSettings, withValueAt } from '../pointers';
import {
  addBranch, addFlow, addFork, addStep, canForkIn, canRemove, dissolveFork, forkStep, itemAt, itemsOf, moveBranch, moveStep, neighbourSlot, removeItem, slotsOf, type NewLabels,
} from './flow';
import { graphOf, type FlowGraph } from './graph';

const labels: NewLabels = { step: { en: 'New step' }, branch: { en: 'New branch' }, fork: { en: 'Side by side' }, flow: { en: 'Another flow' } };

/** Flows of every form, the same ones at each run: settings written out and left out, texts of both kinds, keys that nobody knows. */
function flows(count: number): readonly Body[] {
  let seed = 20_260_101;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const maybe = (body: Body): Body => (next(2) === 0 ? body : {});
  let named = 0;
  const name = (): string => `n${named += 1}`;
  const label = (): unknown => (next(2) === 0 ? 'Plain' : { 'en': 'Step', 'zh-CN': '步骤' });
  const approvers = (): Body[] => [
    [{ by: 'manager' }], [{ by: 'managers', level: 2 }, { by: 'role', role: 'finance' }], [{ by: 'field', value: 'record.owner' }], [{ by: 'submitterChoice' }], [{ by: 'user', email: 'a@example.com' }],
  ][next(5)] ?? [];
  const step = (): Body => ({
    name: name(), label: label(), ...maybe({ when: 'record.amount > 1.0' }), approvers: approvers(), ...maybe({ rule: 'any' }), ...maybe({ rule: 'ratio', ratio: 0.5 }),
    ...maybe({ fallback: [{ by: 'role', role: 'administrator' }] }), ...maybe({ watchedFields: ['amount'] }), ...maybe({ editableFields: [] }), ...maybe({ later: { kept: [1, null] } }),
  });
  const through = (): Body => ({ name: name(), label: label(), ...maybe({ when: 'true' }), flow: 'other' });
  const steps = (most: number, depth: number): Body[] => Array.from({ length: 1 + next(most) }, () => (depth < 5 && next(4) === 0 ? fork(depth) : next(4) === 0 ? through() : step()));
  const fork = (depth: number): Body => ({
    name: name(), label: label(), ...maybe({ firstOnly: false }), branches: Array.from({ length: 1 + next(3) }, () => ({ name: name(), label: label(), ...maybe({ when: 'true' }), steps: steps(3, depth + 1) })),
  });
  return Array.from({ length: count }, () => ({
    kind: 'approvalFlow', name: 'f', ...maybe({ priority: 100 }), object: 'Deal', steps: steps(5, 0), ...maybe({ onSubmit: [{ field: 'status', value: "'x'" }] }),
  }));
}

/** The document that a graph shows, read by following its lines from the start. */
function documentOf(flow: Body, graph: FlowGraph): Body {
  const after = (id: string): string | undefined => graph.edges.find((e) => e.source === id)?.target;
  const node = (id: string) => graph.nodes.find((n) => n.id === id);
  const walk = (from: string): Body[] => {
    const id = after(from);
    const found = id === undefined ? undefined : node(id);
    if (id === undefined || found === undefined || found.kind === 'end' || found.kind === 'join') return [];
    if (found.kind === 'step' || found.kind === 'flow') return [found.body, ...walk(id)];
    const branches = graph.edges.filter((e) => e.source === id).flatMap((e) => {
      const branch = node(e.target);
      return branch === undefined ? [] : [{ ...branch.body, steps: walk(branch.id) }];
    });
    return [{ ...found.body, branches }, ...walk(`${id}/join`)];
  };
  return { ...flow, steps: walk('start') };
}

const text = (body: Body): string => JSON.stringify(body);

describe('a flow and its drawing', () => {
  it('shows every document such that it can be read back from the lines, text by text', () => {
    for (const flow of flows(300)) expect(text(documentOf(flow, graphOf(flow, () => 80)))).toBe(text(flow));
  });

  it('draws nothing over anything else', () => {
    for (const flow of flows(60)) {
      const { nodes } = graphOf(flow, (step) => 60 + String(step.name).length * 10);
      const over = nodes.filter((a, i) => nodes.some((b, j) => j > i && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height));
      expect(over).toEqual([]);
    }
  });

  it('offers each place for a step on exactly one line', () => {
    for (const flow of flows(60)) {
      const drawn = graphOf(flow, () => 80).edges.flatMap((e) => (e.slot === undefined ? [] : [`${e.slot.list} ${e.slot.index}`])).sort();
      expect(drawn).toEqual(slotsOf(flow).map((s) => `${s.list} ${s.index}`).sort());
    }
  });
});

describe('what is not changed', () => {
  it('stays the same text when each part is put back as it is', () => {
    for (const flow of flows(200)) {
      const same = itemsOf(flow).reduce((body, item) => withValueAt(body, item.pointer, withSettings(bodyAt(body, item.pointer), { ...item.body }, { rule: 'any', firstOnly: false })), flow);
      expect(text(same)).toBe(text(flow));
    }
  });

  it('stays the same when something is added and removed again', () => {
    for (const flow of flows(30)) {
      for (const slot of slotsOf(flow)) {
        const { body, at } = addStep(flow, slot, labels);
        expect(text(removeItem(body, at))).toBe(text(flow));
      }
      for (const fork of itemsOf(flow).filter((i) => i.kind === 'fork')) {
        const { body, at } = addBranch(flow, fork.pointer, labels);
        expect(text(removeItem(body, at))).toBe(text(flow));
      }
      for (const slot of slotsOf(flow).filter((s) => canForkIn(s.list))) {
        const forked = addFork(flow, slot, labels);
        expect(bodiesOf(bodyAt(forked.body, forked.at).branches)).toHaveLength(2);
        expect(text(removeItem(forked.body, forked.at))).toBe(text(flow));
        const through = addFlow(flow, slot, labels);
        expect(itemAt(through.body, through.at)?.kind).toBe('flow');
        expect(text(removeItem(through.body, through.at))).toBe(text(flow));
      }
    }
  });

  it('stays the same when something is moved there and back', () => {
    for (const flow of flows(30)) {
      for (const item of itemsOf(flow)) {
        for (const direction of [1, -1] as const) {
          const moved = item.kind === 'branch' ? moveBranch(flow, item.pointer, direction) : move(flow, item.pointer, direction);
          if (moved === undefined) continue;
          expect(text(moved.body)).not.toBe(text(flow));
          expect(itemAt(moved.body, moved.at)?.body).toEqual(item.body);
          const back = item.kind === 'branch' ? moveBranch(moved.body, moved.at, direction === 1 ? -1 : 1) : move(moved.body, moved.at, direction === 1 ? -1 : 1);
          expect(text(back?.body ?? {})).toBe(text(flow));
        }
      }
    }
  });

  it('stays the same when a step gets a branch beside it, which goes again', () => {
    for (const flow of flows(30)) {
      for (const item of itemsOf(flow).filter((i) => i.kind === 'step' && canForkIn(placeOf(i.pointer).list))) {
        const forked = forkStep(flow, item.pointer, labels);
        const names = itemsOf(forked.body).map((i) => i.name);
        expect(new Set(names).size).toBe(names.length);
        expect(text(dissolveFork(removeItem(forked.body, `${forked.at}/branches/1`), forked.at).body)).toBe(text(flow));
      }
    }
  });
});

function move(flow: Body, pointer: string, direction: -1 | 1) {
  const item = itemAt(flow, pointer);
  const slot = item === undefined ? undefined : neighbourSlot(flow, item, direction);
  return slot === undefined ? undefined : moveStep(flow, pointer, slot);
}

it('keeps the last step of a flow and the last branch of a step', () => {
  const flow: Body = { steps: [{ name: 'a', branches: [{ name: 'b', steps: [{ name: 'c' }] }] }] };
  expect(canRemove(flow, '/steps/0')).toBe(false);
  expect(canRemove(flow, '/steps/0/branches/0')).toBe(false);
  expect(canRemove(flow, '/steps/0/branches/0/steps/0')).toBe(true);
});

it('takes a step into a branch, from one branch to the next, and out', () => {
  const flow: Body = { steps: [{ name: 'a' }, { name: 'f', branches: [{ name: 'l', steps: [{ name: 'x' }] }, { name: 'r', steps: [{ name: 'y' }] }] }] };
  const order = (body: Body) => itemsOf(body).map((i) => i.name).join(' ');
  let at = { body: flow, at: '/steps/0' };
  const seen: string[] = [];
  for (let moved = move(at.body, at.at, 1); moved !== undefined; moved = move(at.body, at.at, 1)) {
    at = moved;
    seen.push(order(at.body));
  }
  expect(seen).toEqual(['f l a x r y', 'f l x a r y', 'f l x r a y', 'f l x r y a', 'f l x r y a']);
  expect(at.at).toBe('/steps/1');
});

it('takes a step with branches into branches as long as those do not lie too deep', () => {
  const nested = (depth: number): Body => (depth === 0 ? { name: 'leaf' } : { name: `f${depth}`, branches: [{ name: `b${depth}`, steps: [nested(depth - 1)] }] });
  const flow: Body = { steps: [{ name: 'fork', branches: [{ name: 'one', steps: [{ name: 'x' }] }] }, nested(4)] };
  expect(neighbourSlot(flow, itemAt(flow, '/steps/0') ?? never(), 1)).toEqual({ list: '/steps/1/branches/0/steps', index: 0 });
  const deeper: Body = { steps: [{ name: 'fork', branches: [{ name: 'one', steps: [{ name: 'x' }] }] }, nested(5)] };
  const into = moveStep(deeper, '/steps/1', { list: '/steps', index: 0 });
  expect(neighbourSlot(into.body, itemAt(into.body, '/steps/0') ?? never(), 1)).toEqual({ list: '/steps', index: 2 });
  expect(canForkIn('/steps/0/branches/0/steps/0/branches/0/steps/0/branches/0/steps/0/branches/0/steps/0/branches/0/steps')).toBe(false);
});

function never(): never {
  throw new Error('There is nothing at this place.');
}
