import type { WorkspaceConversion, WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { typeOf } from './fieldTypes';
import { isWritable } from './records';

/** References are worked out by the server: they lead to records that are not there yet. */
const ofServer: ReadonlySet<string> = new Set(['lookup', 'masterDetail', 'polymorphicLookup', 'manyToMany', 'file', 'image', 'encryptedText', 'json']);

/** Fields that are asked for when a target is made: what it gets, and what it requires. */
export function askedFields(object: WorkspaceObject, values: Readonly<Record<string, unknown>>): readonly WorkspaceField[] {
  return object.fields.filter((f) => isWritable(f, true) && !ofServer.has(typeOf(f)) && f.name !== 'owner' && f.name !== 'currency' && f.name !== 'recordType'
    && (f.name in values || (f.required === true && f.default === undefined && f.defaultFormula === undefined && typeOf(f) !== 'checkbox')));
}

/** When a record was converted; undefined while it was not. */
export function convertedAt(object: WorkspaceObject, record: Readonly<Record<string, unknown>>): string | undefined {
  const field = object.conversions[0]?.convertedField;
  const value = field === undefined ? undefined : record[field];
  return typeof value === 'string' ? value : undefined;
}

/** Conversions that are offered for a record. */
export function offered(object: WorkspaceObject, record: Readonly<Record<string, unknown>>): readonly WorkspaceConversion[] {
  return convertedAt(object, record) === undefined ? object.conversions.filter((c) => c.offered === true) : [];
}
