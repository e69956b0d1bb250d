import { isRecord } from '../api/problems';
import type { Body, Drafted, FieldBody } from './documents';

/** A choice of a field as documents describe it. */
export interface ChoiceEntry {
  readonly value: string;
  /** A text of the document. */
  readonly label: unknown;
  readonly retired: boolean;
}

/** The choices of a field, of a shared picklist too; of a checkbox both its values. */
export function choicesOf(drafted: readonly Drafted[], field: FieldBody): readonly ChoiceEntry[] {
  if (field.type === 'checkbox') return ['true', 'false'].map((value) => ({ value, label: value, retired: false }));
  const shared = typeof field.picklist === 'string' ? drafted.find((d) => d.body?.kind === 'picklist' && d.body.name === field.picklist)?.body : undefined;
  const values: unknown = shared === undefined ? field.values : shared.values;
  return (Array.isArray(values) ? values.filter(isRecord) : []).map((v) => ({ value: String(v.value), label: v.label, retired: v.retired === true }));
}

/** The choices that a value of the deciding field allows. */
export function allowedBy(dependsOn: Body, value: string): readonly string[] {
  const values = isRecord(dependsOn.values) ? dependsOn.values : {};
  const allowed: unknown = values[value];
  return Array.isArray(allowed) ? allowed.map(String) : [];
}

/** The dependency with other choices for one value; a value that allows none is left out. */
export function withAllowed(dependsOn: Body, value: string, choices: readonly string[]): Body {
  const values = isRecord(dependsOn.values) ? dependsOn.values : {};
  const kept = Object.entries({ ...values, [value]: choices }).filter(([, allowed]) => !Array.isArray(allowed) || allowed.length > 0);
  return { ...dependsOn, values: Object.fromEntries(kept) };
}
