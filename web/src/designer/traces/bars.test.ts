import { expect, test } from 'vitest';
import type { TraceContent } from '../../api/traces';
import { barsOf, verbOf } from './bars';

const content: TraceContent = {
  isCut: false,
  stages: [{ object: 'Lead', name: 'before-hooks', begun: 1, duration: 10 }, { object: 'Lead', name: 'persist', begun: 11, duration: 2 }],
  statements: [{ begun: 3, duration: 4, isRefused: false, statements: [{ text: 'select 1 from "t_a"."lead" t', rows: 1 }] }],
  runs: [{ hook: 'clean', event: 'beforeInsert', object: 'Lead', begun: 2, duration: 8, cpu: 1, depth: 1, input: null, result: null, failure: { code: 'HOOK_THROWN', message: 'x', place: undefined, stack: undefined }, log: [], calls: [], isHidden: false }],
  expressions: [{ text: 'amount > 1', times: 2, begun: 11.2, duration: 0.1 }],
  records: [],
};

test('What happens within something stands below it, one step in', () => {
  expect(barsOf(content).map((bar) => [bar.label, bar.depth, bar.isFailed])).toEqual([
    ['before-hooks', 0, false], ['clean', 1, true], ['select lead', 2, false], ['persist', 0, false], ['amount > 1 × 2', 1, false],
  ]);
});

test('Statements are known by what they do', () => {
  expect(['begin', 'insert into t_a.lead (id) values ($1)', 'update "t_a"."lead" set a = $1', 'savepoint nested', 'select json from t_a.account a', 'rollback to savepoint nested'].map(verbOf))
    .toEqual(['begin', 'insert into lead', 'update lead', 'savepoint nested', 'select account', 'rollback to savepoint']);
});
