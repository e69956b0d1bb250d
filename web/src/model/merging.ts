import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { typeOf } from './fieldTypes';
import { isWritable, toInput, type AppRecord } from './records';

/** Values that one record cannot take over from another: links are united anyway, and encrypted text is never read. */
const leftOut: ReadonlySet<string> = new Set(['manyToMany', 'encryptedText']);

/** The fields in which records that are to be merged differ, and of which the user may choose the value. */
export function differingFields(object: WorkspaceObject, records: readonly AppRecord[]): readonly WorkspaceField[] {
  return object.fields
    .filter((f) => f.name !== 'owner' && !leftOut.has(typeOf(f)) && isWritable(f, false))
    .filter((f) => new Set(records.map((r) => formOf(f, r))).size > 1);
}

/** Whose value each field takes unless told otherwise: that of the record that stays, or of the first that has one where it has none. */
export function startingChoice(fields: readonly WorkspaceField[], records: readonly AppRecord[], keep: string): Readonly<Record<string, string>> {
  const ordered = [...records].sort((a, b) => Number(b.id === keep) - Number(a.id === keep));
  return Object.fromEntries(fields.map((f) => [f.name, (ordered.find((r) => toInput(f, r[f.name]) !== null) ?? ordered[0])?.id ?? keep]));
}

/** What the record that stays takes over. */
export function taken(
  fields: readonly WorkspaceField[], records: readonly AppRecord[], keep: string, choice: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const kept = records.find((r) => r.id === keep);
  return Object.fromEntries(fields.flatMap((f) => {
    const from = records.find((r) => r.id === choice[f.name]);
    return from === undefined || kept === undefined || formOf(f, from) === formOf(f, kept) ? [] : [[f.name, toInput(f, from[f.name])] as const];
  }));
}

function formOf(field: WorkspaceField, record: AppRecord): string {
  return JSON.stringify(toInput(field, record[field.name]));
}
