import type { WorkspaceObject } from '../api/workspace.generated';
import { isReference } from './fieldTypes';
import type { Workspace } from './workspace';

/** What expressions read of a record, by member: of a reference or list what they read of the records behind it. */
export interface Reach {
  readonly [member: string]: Reach;
}

/** Lists are read up to this length; of a longer one the browser knows too little to decide anything. */
export const longestList = 200;

/** A step of a path: `account`, or `lines[]` for a list. */
export interface Segment {
  readonly name: string;
  readonly isList: boolean;
}

export function segments(path: string): readonly Segment[] {
  return path.split('.').map((part) => ({ name: part.replace('[]', ''), isList: part.endsWith('[]') }));
}

/** What the paths read below one of the variables: `below(paths, 'record')` has an entry for every field and list of the record. */
export function below(paths: readonly string[], ...variables: readonly string[]): Reach {
  const root: Record<string, Reach> = {};
  for (const path of paths) {
    const [first, ...rest] = segments(path);
    if (first === undefined || !variables.includes(first.name)) continue;
    let at: Record<string, Reach> = root;
    for (const { name } of rest) at = (at[name] ??= {}) as Record<string, Reach>;
  }
  return root;
}

/** The selection of a query that reads so far; records come with the text that names them. */
export function selectReach(workspace: Workspace, object: WorkspaceObject, reach: Reach): string {
  const parts = new Set(['id', object.nameField]);
  for (const [name, inner] of Object.entries(reach)) {
    const field = workspace.field(object.name, name);
    const relation = workspace.relation(object.name, name);
    const target = workspace.get(field?.targets?.[0] ?? relation?.object ?? '');
    if (field !== undefined && !isReference(field)) parts.add(Object.keys(inner).length === 0 ? name : `${name} { ${Object.keys(inner).join(' ')} }`);
    else if (target !== undefined) {
      const selection = selectReach(workspace, target, inner);
      const isList = relation !== undefined || field?.type === 'manyToMany';
      parts.add(isList ? `${name}(first: ${longestList}) { nodes { ${selection} } pageInfo { hasNextPage } }` : `${name} { ${selection} }`);
    }
  }
  return [...parts].join(' ');
}

/** A record as the query gave it, its lists as arrays; a list that goes on is left out. */
export function readReach(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(readReach);
  if (typeof node !== 'object' || node === null) return node;
  if ('nodes' in node && 'pageInfo' in node) {
    const { pageInfo } = node;
    const goesOn = typeof pageInfo === 'object' && pageInfo !== null && 'hasNextPage' in pageInfo && pageInfo.hasNextPage === true;
    return goesOn ? undefined : readReach(node.nodes);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]: [string, unknown]) => [key, readReach(value)]));
}
