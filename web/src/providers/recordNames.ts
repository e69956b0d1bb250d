import { graphql } from '../api/graphql';
import { isRecord } from '../api/problems';
import { nodesOf } from '../model/approvals';
import type { Workspace } from '../model/workspace';

/** A record as notifications, tasks and comments name it. */
export interface NamedRecord {
  readonly object: string;
  readonly record: string;
}

export function nameKey({ object, record }: NamedRecord): string {
  return `${object}:${record}`;
}

/** The names of records, read with the user's own rights in one request; those that they may not read are left out. */
export async function recordNames(workspace: Workspace, records: readonly NamedRecord[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const byObject = new Map<string, Set<string>>();
  for (const { object, record } of records) {
    if (workspace.get(object) !== undefined) byObject.set(object, (byObject.get(object) ?? new Set()).add(record));
  }
  const names = new Map<string, string>();
  if (byObject.size === 0) return names;
  const objects = [...byObject.keys()];
  const fields = objects.map((name, i) => {
    const { plural, nameField } = workspace.object(name);
    return `o${i}: ${plural}(first: 200, filter: { id: { in: $ids${i} } }) { nodes { id name: ${nameField} } }`;
  });
  const data = await graphql(
    `query Names(${objects.map((_, i) => `$ids${i}: [ID!]`).join(', ')}) { ${fields.join(' ')} }`,
    Object.fromEntries(objects.map((name, i) => [`ids${i}`, [...byObject.get(name) ?? []]])), { signal });
  objects.forEach((object, i) => {
    for (const node of nodesOf(data[`o${i}`]).filter(isRecord)) names.set(nameKey({ object, record: String(node.id) }), node.name == null ? '—' : String(node.name));
  });
  return names;
}
