import { expect, test } from 'vitest';
import type { Body } from '../documents';
import { itemAt } from './flow';
import { askedSteps, branchOf, stepsThrough, type FindFlow } from './through';

const flows: readonly Body[] = [
  { name: 'main', steps: [{ name: 'first' }, { name: 'legal', flow: 'counsel' }, { name: 'both', branches: [{ name: 'left', steps: [{ name: 'again', flow: 'counsel' }] }, { name: 'right', steps: [{ name: 'last' }] }] }] },
  { name: 'counsel', steps: [{ name: 'lawyer' }, { name: 'split', branches: [{ name: 'a', steps: [{ name: 'deep', flow: 'deeper' }] }] }] },
  { name: 'deeper', steps: [{ name: 'boss' }, { name: 'back', flow: 'counsel' }] },
];
const find: FindFlow = (name) => flows.find((f) => f.name === name);
const [main = {}] = flows;

test('Steps of flows that are gone through are called by both names, however deep', () => {
  expect(askedSteps(main, find).map((s) => s.name)).toEqual(['first', 'legalLawyer', 'legalDeepBoss', 'againLawyer', 'againDeepBoss', 'last']);
});

test('A flow that leads back to itself, or that is not there, has no steps', () => {
  const circle: Body = { name: 'counsel', steps: [{ name: 'self', flow: 'counsel' }, { name: 'none', flow: 'nowhere' }, { name: 'own' }] };
  expect(askedSteps(circle, find).map((s) => s.name)).toEqual(['own']);
});

test('What is left out is known by the branch that a step with a flow has in requests', () => {
  const item = itemAt(main, '/steps/1');
  expect(item === undefined ? undefined : branchOf(item)).toBe('legalCounsel');
  expect(item === undefined ? [] : stepsThrough(item, 'main', find).map((s) => s.name)).toEqual(['legalLawyer', 'legalDeepBoss']);
});
