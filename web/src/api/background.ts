import { graphql } from './graphql';
import { isRecord, text } from './problems';

export type JobState = 'queued' | 'running' | 'succeeded' | 'failed';

/** Something that a deploy, or an administrator, has left to be done beside people's work. */
export interface Job {
  readonly id: string;
  /** `index.build`, `key.check`, `rollup.fill` or `hook.compute`. */
  readonly kind: string;
  /** What it is about, by table and name. */
  readonly key: string;
  /** The object and its fields that it is about; undefined and none where the documents no longer have it. */
  readonly object: string | undefined;
  readonly fields: readonly string[];
  readonly state: JobState;
  /** From 0 to 1. */
  readonly progress: number;
  readonly error: string | undefined;
  readonly createdAt: string;
}

/** How many records have another value in a rollup than their list gives. */
export interface RollupCheck {
  readonly object: string;
  readonly field: string;
  readonly wrong: number;
}

const path = '/metadata';
const states: readonly string[] = ['queued', 'running', 'succeeded', 'failed'] satisfies readonly JobState[];
const isState = (value: unknown): value is JobState => typeof value === 'string' && states.includes(value);

/** The newest jobs, newest first. */
export async function fetchJobs(first: number, signal?: AbortSignal): Promise<readonly Job[]> {
  const data = await graphql('query Jobs($first: Int) { jobs(first: $first) { id kind key object fields state progress error createdAt } }', { first }, { path, signal });
  return list(data.jobs).map((j) => ({
    id: String(j.id), kind: String(j.kind), key: text(j.key) ?? '', object: text(j.object), fields: Array.isArray(j.fields) ? j.fields.map(String) : [],
    state: isState(j.state) ? j.state : 'queued', progress: Number(j.progress), error: text(j.error), createdAt: String(j.createdAt),
  }));
}

/** Compares a rollup with its lists; takes as long as reading them does. */
export async function checkRollup(object: string, field: string, signal?: AbortSignal): Promise<RollupCheck | undefined> {
  const data = await graphql('query Check($object: String, $field: String) { checkRollups(object: $object, field: $field) { object field wrong } }', { object, field }, { path, signal });
  return list(data.checkRollups).map((c) => ({ object: String(c.object), field: String(c.field), wrong: Number(c.wrong) }))[0];
}

/** Makes a rollup anew beside people's work, and what depends on it. */
export async function recomputeRollup(object: string, field: string): Promise<void> {
  await graphql('mutation Recompute($object: String!, $field: String) { recomputeRollups(object: $object, field: $field) }', { object, field }, { path });
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
