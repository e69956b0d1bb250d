import { useCallback } from 'react';
import { textFor, type Body } from '../documents';
import { bodiesOf } from '../pointers';
import { useStudio } from '../StudioContext';
import { itemsOf, kindOf, type FlowItem } from './flow';

/** Finds a flow by its name, as it is drafted. */
export type FindFlow = (name: string) => Body | undefined;

export function useFindFlow(): FindFlow {
  const { drafted } = useStudio();
  return useCallback((name) => drafted.find((d) => d.body?.kind === 'approvalFlow' && d.body.name === name)?.body, [drafted]);
}

/** A step at which people are asked, by the name that it has in requests: in one that is gone through within a flow those of both. */
export interface AskedStep {
  readonly name: string;
  readonly body: Body;
}

/** A step that goes through another flow has one branch in requests, named after that flow. */
export function branchOf(item: FlowItem): string {
  return joined(item.name, String(item.body.flow));
}

/** The steps of a flow at which people are asked, those of the flows that it goes through included. */
export function askedSteps(flow: Body, find: FindFlow): readonly AskedStep[] {
  return itemsOf(flow).flatMap((item) => (item.kind === 'step' ? [{ name: item.name, body: item.body }] : item.kind === 'flow' ? stepsThrough(item, String(flow.name), find) : []));
}

/** The steps of the flow that a step goes through. */
export function stepsThrough(item: FlowItem, flow: string, find: FindFlow): readonly AskedStep[] {
  return within(String(item.body.flow), item.name, [flow], find);
}

function within(name: string, prefix: string, path: readonly string[], find: FindFlow): readonly AskedStep[] {
  const flow = path.includes(name) ? undefined : find(name);
  return flow === undefined ? [] : asking(bodiesOf(flow.steps), prefix, [...path, name], find);
}

function asking(steps: readonly Body[], prefix: string, path: readonly string[], find: FindFlow): readonly AskedStep[] {
  return steps.flatMap((step): readonly AskedStep[] => {
    const name = joined(prefix, String(step.name));
    switch (kindOf(step)) {
      case 'step': return [{ name, body: step }];
      case 'flow': return within(String(step.flow), name, path, find);
      case 'fork': return bodiesOf(step.branches).flatMap((branch) => asking(bodiesOf(branch.steps), prefix, path, find));
    }
  });
}

function joined(prefix: string, name: string): string {
  return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** What a flow that is gone through is called. */
export function flowTitle(name: unknown, find: FindFlow, locale: string): string | undefined {
  const found = typeof name === 'string' && name !== '' ? find(name) : undefined;
  return found === undefined ? undefined : textFor(found.label, locale) || String(found.name);
}
