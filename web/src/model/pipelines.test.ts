import { describe, expect, test } from 'vitest';
import type { WorkspaceStage } from '../api/workspace.generated';
import { askedFields, readProgress } from './pipelines';

const won: WorkspaceStage = {
  value: 'won', label: 'Won', kind: 'won', links: [], keyFields: [], requiredFields: ['amount', 'reason'], reason: 'reason', note: 'note', next: [],
};

describe('what a stage asks for', () => {
  test('missing fields come first, then the reason with its note, each once', () => {
    const missing = [
      { code: 'STAGE_FIELD_REQUIRED', field: 'amount', message: '' }, { code: 'STAGE_FIELD_REQUIRED', field: 'reason', message: '' },
      { code: 'GATE_NOT_MET', gate: 'quoteSent', message: '' },
    ];
    expect(askedFields(won, missing)).toEqual(['amount', 'reason', 'note']);
  });

  test('the answer of the API is read; a record without a pipeline has none', () => {
    expect(readProgress(null)).toBeUndefined();
    expect(readProgress({ name: 'selling', stage: 'first', since: null, isStale: true, missing: [], next: [{ stage: 'won', reopens: false, missing: [{ code: 'GATE_NOT_MET', gate: 'g', field: null, message: 'm' }] }] }))
      .toEqual({
        pipeline: 'selling', stage: 'first', since: undefined, isStale: true, missing: [],
        next: [{ stage: 'won', reopens: false, missing: [{ code: 'GATE_NOT_MET', gate: 'g', field: undefined, message: 'm' }] }],
      });
  });
});
