import { describe, expect, it } from 'vitest';
import { earlierSteps, inLanguage, readRequest, type ApprovalRequest } from './approvals';

function request(tasks: readonly { step: string; status: string; createdAt: string }[]): ApprovalRequest {
  return readRequest({
    id: 'r', object: 'Quote', record: 'q', recordName: 'Sensors', flow: 'discount', definition: { label: { 'en': 'Discount', 'zh-CN': '折扣' } }, status: 'pending',
    submittedAt: '2026-01-05T08:00:00Z', comment: null, owner: { id: 'u', name: 'Ann' },
    tasks: { nodes: tasks.map((t, i) => ({ id: String(i), kind: 'approver', stepLabel: { en: t.step }, ...t })) }, trail: { nodes: [] },
  });
}

describe('approvals', () => {
  it('reads a request with its flow, people and tasks', () => {
    const read = request([{ step: 'manager', status: 'pending', createdAt: '1' }]);
    expect(read.flowLabel).toEqual({ 'en': 'Discount', 'zh-CN': '折扣' });
    expect(read.submitter).toEqual({ id: 'u', name: 'Ann' });
    expect(read.comment).toBeUndefined();
    expect(read.tasks[0]?.label).toEqual({ en: 'manager' });
  });

  it('chooses the nearest language that there is', () => {
    expect(inLanguage({ 'en': 'Manager', 'zh-CN': '上级' }, 'zh-CN', 'm')).toBe('上级');
    expect(inLanguage({ en: 'Manager' }, 'fr', 'm')).toBe('Manager');
    expect(inLanguage({}, 'en', 'm')).toBe('m');
  });

  it('offers each step passed before as one to return to, once', () => {
    const read = request([
      { step: 'manager', status: 'approved', createdAt: '1' }, { step: 'manager', status: 'approved', createdAt: '1' }, { step: 'head', status: 'canceled', createdAt: '2' },
      { step: 'finance', status: 'pending', createdAt: '3' },
    ]);
    const task = read.tasks[3];
    expect(task && earlierSteps(read, task).map((t) => t.step)).toEqual(['manager']);
  });
});
