import { describe, expect, test } from 'vitest';
import type { StageKind, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import { askedFields, readProgress, stagesOfPath } from './pipelines';

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

describe('the path of a record', () => {
  const stage = (value: string, kind: StageKind, retired = false): WorkspaceStage => ({ value, label: value, kind, links: [], keyFields: [], requiredFields: [], retired, next: [] });
  const pipeline: WorkspacePipeline = {
    name: 'selling', label: 'Selling', field: 'stage',
    stages: [stage('first', 'open'), stage('old', 'open', true), stage('second', 'open'), stage('won', 'won'), stage('lost', 'lost'), stage('void', 'invalid')],
  };
  const at = (name: string, ...next: string[]) => stagesOfPath(pipeline, {
    pipeline: 'selling', stage: name, isStale: false, missing: [], next: next.map((n) => ({ stage: n, reopens: false, missing: [] })),
  }).map((s) => `${s.stage.value}${s.passed ? '+' : ''}${s.current ? '*' : ''}`);

  test('an open record has passed the stages before it and may end in any way', () => expect(at('second')).toEqual(['first+', 'second*', 'won', 'lost', 'void']));
  test('a won record has passed every open stage and shows no other end', () => expect(at('won')).toEqual(['first+', 'second+', 'won*']));
  test('a lost record was not won, and nobody knows how far it had come', () => expect(at('lost', 'first', 'void')).toEqual(['first', 'second', 'lost*', 'void']));
  test('a retired stage shows while the record is in it', () => expect(at('old')).toEqual(['first+', 'old*', 'second', 'won', 'lost', 'void']));
});
