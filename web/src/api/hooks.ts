import { graphql } from './graphql';
import { toEdit, type DocumentEdit } from './metadata';
import { isRecord, text } from './problems';

/** A finding in a hook; line and column are those of the source file that the pointer leads to. */
export interface HookFinding {
  readonly code: string;
  readonly isError: boolean;
  readonly message: string;
  readonly pointer: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** A name that can be written; its kind is in TypeScript's words. */
export interface HookCompletion {
  readonly name: string;
  readonly kind: string;
}

/** A hook as its author has it, with the draft that it belongs to. */
export interface WrittenHook {
  readonly hook: Readonly<Record<string, unknown>>;
  readonly edits: readonly DocumentEdit[];
}

const path = '/metadata';

export async function checkHook({ hook, edits }: WrittenHook, signal?: AbortSignal): Promise<readonly HookFinding[]> {
  const data = await graphql(
    'query CheckHook($hook: JSON!, $edits: [DocumentEdit!]!) { checkHook(hook: $hook, edits: $edits) { code severity message pointer line column } }',
    { hook, edits: edits.map(toEdit) }, { path, signal });
  return list(data.checkHook).map((d) => ({
    code: String(d.code), isError: String(d.severity).toLowerCase() === 'error', message: String(d.message), pointer: text(d.pointer) ?? '',
    line: typeof d.line === 'number' ? d.line : undefined, column: typeof d.column === 'number' ? d.column : undefined,
  }));
}

export async function completeHook({ hook, edits }: WrittenHook, module: string, position: number, signal?: AbortSignal): Promise<readonly HookCompletion[]> {
  const data = await graphql(
    'query CompleteHook($hook: JSON!, $module: String!, $position: Int!, $edits: [DocumentEdit!]!) { completeHook(hook: $hook, path: $module, position: $position, edits: $edits) { name kind } }',
    { hook, module, position, edits: edits.map(toEdit) }, { path, signal });
  return list(data.completeHook).map((c) => ({ name: String(c.name), kind: String(c.kind) }));
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
