import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import type { ConditionGroup } from '../model/filters';
import type { RecordRef } from '../model/records';

/** Address of a list, with the view and what narrows it. */
export function listPath(object: string, filter: { readonly view?: string; readonly where?: ConditionGroup } = {}): string {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return `/${object}${Object.keys(given).length === 0 ? '' : `?filter=${encodeURIComponent(JSON.stringify(given))}`}`;
}

/** Address of the board of an object's pipelines. */
export function boardPath(object: string): string {
  return `/${object}/board`;
}

export function showPath(object: string, id: string): string {
  return `/${object}/${encodeURIComponent(id)}/show`;
}

export function editPath(object: string, id: string): string {
  return `/${object}/${encodeURIComponent(id)}`;
}

/** Address of a create form, with a reference filled in. */
export function createPath(object: WorkspaceObject, prefill?: { readonly field: WorkspaceField; readonly value: RecordRef }): string {
  if (prefill === undefined) return `/${object.name}/create`;
  const value = prefill.field.type === 'manyToMany' ? [prefill.value] : prefill.value;
  return `/${object.name}/create?source=${encodeURIComponent(JSON.stringify({ [prefill.field.name]: value }))}`;
}
