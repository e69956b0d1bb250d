import { expect, it } from 'vitest';
import type { Body } from '../documents';
import { withSettings } from '../pointers';
import { addStage, moveStage, orderAllows, putStage, removeStage, stageDefaults, stagesOf, toggleWay, waysByOrder, withRoles } from './stages';

const pipeline: Body = {
  kind: 'pipeline', name: 'p', stages: [{ value: 'a', kind: 'open' }, { value: 'b', probability: 0.5, unknown: 1 }, { value: 'c' }, { value: 'won', kind: 'won', reason: 'why' }, { value: 'lost', kind: 'lost', reason: 'why' }],
  order: 'noSkipping',
};
const text = (body: Body) => JSON.stringify(body);
const values = (body: Body) => stagesOf(body).map((s) => s.value);

it('stays the same text when stages are put back, moved there and back, and added and removed again', () => {
  stagesOf(pipeline).forEach((stage, i) => expect(text(putStage(pipeline, i, withSettings(stage, { ...stage }, stageDefaults)))).toBe(text(pipeline)));
  for (let from = 0; from < 5; from += 1) for (let to = 0; to < 5; to += 1) expect(text(moveStage(moveStage(pipeline, from, to), to, from))).toBe(text(pipeline));
  const { body, index } = addStage(pipeline, 'new');
  expect(values(body)).toEqual(['a', 'b', 'c', 'new', 'won', 'lost']);
  expect(text(removeStage(body, index, undefined))).toBe(text(pipeline));
});

it('says where the records of a removed stage go, and of those that were to go there', () => {
  const once = removeStage(pipeline, 1, 'c');
  expect(once.moves).toEqual([{ from: 'b', to: 'c' }]);
  const twice = removeStage(once, 1, 'a');
  expect(twice.moves).toEqual([{ from: 'b', to: 'a' }, { from: 'c', to: 'a' }]);
  expect(addStage(twice, 'b').body.moves).toEqual([{ from: 'c', to: 'a' }]);
});

it('takes the ways of a removed stage along', () => {
  const listed: Body = { ...pipeline, transitions: [{ from: 'a', to: 'b' }, { from: 'a', to: 'c' }, { from: 'b', to: 'c' }] };
  expect(removeStage(listed, 1, undefined).transitions).toEqual([{ from: 'a', to: 'c' }]);
});

it('knows the ways that an order gives, as the platform does', () => {
  const stages = stagesOf(pipeline);
  const ways = (order: Parameters<typeof orderAllows>[1]) => stages.map((_, i) => stages.map((__, j) => (orderAllows(stages, order, i, j) ? 'x' : '.')).join('')).join(' ');
  expect(ways('free')).toBe('.xxxx x.xxx xx.xx xxx.x xxxx.');
  expect(ways('forward')).toBe('.xxxx ..xxx ...xx xxx.x xxxx.');
  expect(ways('noSkipping')).toBe('.x..x x.x.x xx.xx xxx.x xxxx.');
  expect(ways('strict')).toBe('.x..x ..x.x ...xx xxx.x xxxx.');
  expect(waysByOrder(pipeline)).toContainEqual({ from: 'c', to: 'won' });
});

it('lists ways one by one, with roles or without', () => {
  const one = toggleWay(pipeline, 'a', 'won');
  const limited = withRoles(one, { from: 'a', to: 'won' }, ['boss']);
  expect(limited.transitions).toEqual([{ from: 'a', to: 'won', roles: ['boss'] }]);
  expect(text(withRoles(limited, { from: 'a', to: 'won' }, []))).toBe(text(one));
  expect(toggleWay(one, 'a', 'won').transitions).toEqual([]);
});
