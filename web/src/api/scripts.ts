import { graphql } from './graphql';
import { isRecord, text } from './problems';

const path = '/metadata';

/** Something that a script asks an administrator to agree to. */
export interface ScriptRight {
  readonly kind: string;
  readonly name: string;
  /** `system`, or `host api.example.com`. */
  readonly right: string;
  readonly granted: boolean;
  readonly grantedAt: string | undefined;
}

/** A run after commit that failed. */
export interface FailedRun {
  readonly id: string;
  readonly hook: string;
  readonly event: string;
  readonly object: string;
  readonly records: number;
  readonly attempts: number;
  readonly error: string;
  readonly writtenAt: string;
  /** It is not tried again by itself. */
  readonly isSetAside: boolean;
}

export interface ScriptState {
  readonly rights: readonly ScriptRight[];
  readonly runs: readonly FailedRun[];
}

export async function fetchScriptState(signal?: AbortSignal): Promise<ScriptState> {
  const data = await graphql(
    `query Scripts {
      scriptRights { kind name right granted grantedAt }
      failedRuns(first: 100) { id hook event object records attempts error writtenAt isSetAside }
    }`,
    {}, { path, signal });
  return {
    rights: list(data.scriptRights).map((r) => ({ kind: String(r.kind), name: String(r.name), right: String(r.right), granted: r.granted === true, grantedAt: text(r.grantedAt) })),
    runs: list(data.failedRuns).map((r) => ({
      id: String(r.id), hook: String(r.hook), event: String(r.event), object: String(r.object), records: Number(r.records), attempts: Number(r.attempts),
      error: text(r.error) ?? '', writtenAt: String(r.writtenAt), isSetAside: r.isSetAside === true,
    })),
  };
}

export async function setScriptRight({ kind, name, right }: ScriptRight, granted: boolean): Promise<void> {
  const field = granted ? 'grantScriptRight' : 'revokeScriptRight';
  await graphql(`mutation Right($kind: String!, $name: String!, $right: String!) { done: ${field}(kind: $kind, name: $name, right: $right) }`, { kind, name, right }, { path });
}

export async function repeatRuns(ids: readonly string[]): Promise<void> {
  await graphql('mutation RepeatRuns($ids: [String!]!) { repeatRuns(ids: $ids) }', { ids }, { path });
}

export async function discardRuns(ids: readonly string[]): Promise<void> {
  await graphql('mutation DiscardRuns($ids: [String!]!) { discardRuns(ids: $ids) }', { ids }, { path });
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
