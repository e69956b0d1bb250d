import { graphql } from './graphql';
import { isRecord, text } from './problems';

const path = '/metadata';
const most = 200;

/** Something that time should have done and could not. */
export interface FailedTimer {
  readonly id: string;
  /** `approval` (time limits), `approvalVersion` (requests that go over), `stage` (left by time), `hook.schedule` and others. */
  readonly topic: string;
  readonly key: string;
  /** The record that it is about. */
  readonly object: string | undefined;
  readonly record: string | undefined;
  readonly attempts: number;
  readonly error: string;
  /** Nothing when it was given up. */
  readonly retryAt: string | undefined;
  readonly givenUpAt: string | undefined;
}

/** What was given up comes first. */
export async function fetchFailedTimers(signal?: AbortSignal): Promise<readonly FailedTimer[]> {
  const data = await graphql('query FailedTimers($first: Int!) { failedTimers(first: $first) { id topic key object record attempts error retryAt givenUpAt } }', { first: most }, { path, signal });
  return Array.isArray(data.failedTimers) ? data.failedTimers.filter(isRecord).map((t) => ({
    id: String(t.id), topic: String(t.topic), key: String(t.key), object: text(t.object), record: text(t.record), attempts: Number(t.attempts), error: text(t.error) ?? '',
    retryAt: text(t.retryAt), givenUpAt: text(t.givenUpAt),
  })) : [];
}

/** Has timers tried at once, all of them unless some are named; gives how many. */
export async function retryTimers(timers: readonly string[] | undefined): Promise<number> {
  const data = await graphql('mutation RetryTimers($timers: [ID!]) { retried: retryTimers(timers: $timers) }', { timers }, { path });
  return Number(data.retried);
}
