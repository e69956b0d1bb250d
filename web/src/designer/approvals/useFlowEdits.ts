import { useMemo } from 'react';
import type { Body } from '../documents';
import { withValueAt } from '../pointers';
import { addBranch, addFlow, addFork, addStep, canRemove, dissolveFork, forkStep, moveBranch, moveStep, neighbourSlot, removeItem, type Changed, type FlowItem, type NewLabels, type Slot } from './flow';

/** What new steps and branches are called until somebody gives them a name. */
const labels: NewLabels = {
  step: { 'en': 'New step', 'zh-CN': '新步骤' }, branch: { 'en': 'New branch', 'zh-CN': '新分支' }, fork: { 'en': 'Side by side', 'zh-CN': '并行' },
  flow: { 'en': 'Another flow', 'zh-CN': '其他审批流' },
};

/** What can be put into a flow. */
export type Added = 'step' | 'fork' | 'flow';

const adding = { step: addStep, fork: addFork, flow: addFlow } as const;

/** The ways of changing a flow; each is taken back by itself. */
export interface FlowEdits {
  readonly add: (slot: Slot, kind: Added) => void;
  readonly addBranch: (fork: FlowItem) => void;
  readonly fork: (step: FlowItem) => void;
  readonly dissolve: (fork: FlowItem) => void;
  readonly remove: (item: FlowItem) => void;
  /** Moves up or down; gives the place where the thing comes to stand. */
  readonly move: (item: FlowItem, direction: -1 | 1) => string;
  readonly place: (item: FlowItem, slot: Slot) => void;
  /** Replaces what is said about a thing, as somebody types. */
  readonly put: (item: FlowItem, body: Body) => void;
}

export function useFlowEdits(flow: Body, onChange: (flow: Body, apart: boolean) => void, onSelect: (pointer: string | undefined) => void): FlowEdits {
  return useMemo(() => {
    const take = ({ body, at }: Changed): string => {
      onChange(body, true);
      onSelect(at);
      return at;
    };
    return {
      add: (slot, kind) => { take(adding[kind](flow, slot, labels)); },
      addBranch: (fork) => { take(addBranch(flow, fork.pointer, labels)); },
      fork: (step) => { take(forkStep(flow, step.pointer, labels)); },
      dissolve: (fork) => { take(dissolveFork(flow, fork.pointer)); },
      remove: (item) => {
        if (!canRemove(flow, item.pointer)) return;
        onChange(removeItem(flow, item.pointer), true);
        onSelect(undefined);
      },
      move: (item, direction) => {
        if (item.kind === 'branch') {
          const changed = moveBranch(flow, item.pointer, direction);
          return changed === undefined ? item.pointer : take(changed);
        }
        const slot = neighbourSlot(flow, item, direction);
        return slot === undefined ? item.pointer : take(moveStep(flow, item.pointer, slot));
      },
      place: (item, slot) => { take(moveStep(flow, item.pointer, slot)); },
      put: (item, body) => onChange(withValueAt(flow, item.pointer, body), false),
    };
  }, [flow, onChange, onSelect]);
}
