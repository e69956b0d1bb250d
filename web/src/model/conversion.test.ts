import { describe, expect, it } from 'vitest';
import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { askedFields, convertedAt, offered } from './conversion';

const field = (name: string, type: string, more: Partial<WorkspaceField> = {}) => ({ name, type, label: name, ...more }) as WorkspaceField;

const lead = {
  name: 'Lead',
  conversions: [{ name: 'a', label: 'A', convertedField: 'at', links: ['account'], offered: true }, { name: 'b', label: 'B', convertedField: 'at', links: [] }],
  fields: [
    field('name', 'text', { required: true }), field('city', 'text'), field('stage', 'picklist', { required: true, default: 'new' }), field('close', 'date', { required: true }),
    field('account', 'lookup', { required: true, targets: ['Account'] }), field('number', 'autoNumber', { required: true }), field('note', 'text'),
  ],
} as unknown as WorkspaceObject;

describe('fields that a conversion asks for', () => {
  it('are those that the target gets and those that it requires', () => {
    expect(askedFields(lead, { city: 'Wien', account: 'x' }).map((f) => f.name)).toEqual(['name', 'city', 'close']);
  });
});

describe('a record with conversions', () => {
  it('offers them until it is converted', () => {
    expect(offered(lead, { at: null }).map((c) => c.name)).toEqual(['a']);
    expect(offered(lead, { at: '2027-01-01T00:00:00Z' })).toEqual([]);
    expect(convertedAt(lead, { at: '2027-01-01T00:00:00Z' })).toBe('2027-01-01T00:00:00Z');
  });
});
