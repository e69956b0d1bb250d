import { graphql } from './graphql';
import { isRecord, text } from './problems';

const path = '/metadata';

/** A named secret; its value is never told. */
export interface Secret {
  readonly name: string;
  readonly setAt: string;
  /** Until then the value before counts, too. */
  readonly previousUntil: string | undefined;
}

export type Circuit = 'CLOSED' | 'OPEN' | 'STOPPED';

/** How the receiver of a webhook fares. */
export interface WebhookState {
  readonly state: Circuit;
  readonly failures: number;
  readonly waiting: number;
  readonly setAside: number;
  readonly retryAt: string | undefined;
  readonly lastError: string | undefined;
}

/** A call, out or in. */
export interface Call {
  readonly id: string;
  readonly at: string;
  /** By which repeats are told. */
  readonly key: string | undefined;
  readonly event: string | undefined;
  readonly attempt: number | undefined;
  readonly duration: number | undefined;
  readonly status: number | undefined;
  readonly succeeded: boolean;
  readonly error: string | undefined;
  readonly request: string;
  readonly response: string | undefined;
}

/** What a webhook could not tell. */
export interface Message {
  readonly id: string;
  readonly key: string;
  readonly event: string | undefined;
  readonly createdAt: string;
  readonly attempts: number;
  readonly lastError: string | undefined;
}

export interface Sample {
  readonly delivered: boolean;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly response: string | undefined;
}

export async function fetchSecrets(signal?: AbortSignal): Promise<readonly Secret[]> {
  const data = await graphql('query Secrets { secrets { name setAt previousUntil } }', {}, { path, signal });
  return list(data.secrets).map((s) => ({ name: String(s.name), setAt: String(s.setAt), previousUntil: text(s.previousUntil) }));
}

/** Sets a secret; without a value one is made, and given back this once. */
export async function setSecret(name: string, value: string | undefined, keepPreviousHours: number): Promise<string | undefined> {
  const data = await graphql(
    'mutation SetSecret($name: String!, $value: String, $hours: Int!) { set: setSecret(name: $name, value: $value, keepPreviousHours: $hours) { generated } }',
    { name, value, hours: keepPreviousHours }, { path });
  return text(isRecord(data.set) ? data.set.generated : undefined);
}

export async function removeSecret(name: string): Promise<void> {
  await graphql('mutation RemoveSecret($name: String!) { removeSecret(name: $name) }', { name }, { path });
}

export async function fetchWebhookState(webhook: string, signal?: AbortSignal): Promise<WebhookState> {
  const data = await graphql(
    'query State($webhook: String!) { state: webhookState(webhook: $webhook) { state failures waiting setAside retryAt lastError } }', { webhook }, { path, signal });
  const state = isRecord(data.state) ? data.state : {};
  return {
    state: state.state === 'OPEN' || state.state === 'STOPPED' ? state.state : 'CLOSED', failures: Number(state.failures), waiting: Number(state.waiting),
    setAside: Number(state.setAside), retryAt: text(state.retryAt), lastError: text(state.lastError),
  };
}

export async function fetchWebhookCalls(webhook: string, failedOnly: boolean, signal?: AbortSignal): Promise<readonly Call[]> {
  const data = await graphql(
    'query Calls($webhook: String!, $failedOnly: Boolean!) { calls: webhookAttempts(webhook: $webhook, failedOnly: $failedOnly) '
      + '{ id at key event attempt duration status delivered error request response } }',
    { webhook, failedOnly }, { path, signal });
  return list(data.calls).map((c) => readCall(c, c.delivered === true));
}

export async function fetchInboundCalls(endpoint: string, failedOnly: boolean, signal?: AbortSignal): Promise<readonly Call[]> {
  const data = await graphql(
    'query Calls($endpoint: String!, $failedOnly: Boolean!) { calls: inboundCalls(endpoint: $endpoint, failedOnly: $failedOnly) '
      + '{ id at key duration status accepted error request response } }',
    { endpoint, failedOnly }, { path, signal });
  return list(data.calls).map((c) => readCall(c, c.accepted === true));
}

export async function fetchSetAside(webhook: string, signal?: AbortSignal): Promise<readonly Message[]> {
  const data = await graphql(
    'query SetAside($webhook: String!) { messages: webhookMessages(webhook: $webhook, setAside: true) { id key event createdAt attempts lastError } }', { webhook }, { path, signal });
  return list(data.messages).map((m) => ({
    id: String(m.id), key: String(m.key), event: text(m.event), createdAt: String(m.createdAt), attempts: Number(m.attempts), lastError: text(m.lastError),
  }));
}

/** Sends what was set aside once more: the named messages, or all. */
export async function replayWebhook(webhook: string, messages: readonly string[] | undefined): Promise<number> {
  const data = await graphql('mutation Replay($webhook: String!, $messages: [ID!]) { count: replayWebhook(webhook: $webhook, messages: $messages) }', { webhook, messages }, { path });
  return Number(data.count);
}

export async function dropWebhookMessages(webhook: string, messages: readonly string[]): Promise<number> {
  const data = await graphql('mutation Drop($webhook: String!, $messages: [ID!]) { count: dropWebhookMessages(webhook: $webhook, messages: $messages) }', { webhook, messages }, { path });
  return Number(data.count);
}

export async function resumeWebhook(webhook: string): Promise<void> {
  await graphql('mutation Resume($webhook: String!) { resumeWebhook(webhook: $webhook) }', { webhook }, { path });
}

export async function sendWebhookSample(webhook: string): Promise<Sample> {
  const data = await graphql('mutation Sample($webhook: String!) { sample: sendWebhookSample(webhook: $webhook) { delivered status error response } }', { webhook }, { path });
  const sample = isRecord(data.sample) ? data.sample : {};
  return { delivered: sample.delivered === true, status: number(sample.status), error: text(sample.error), response: text(sample.response) };
}

function readCall(c: Record<string, unknown>, succeeded: boolean): Call {
  return {
    id: String(c.id), at: String(c.at), key: text(c.key), event: text(c.event), attempt: number(c.attempt), duration: number(c.duration), status: number(c.status), succeeded,
    error: text(c.error), request: text(c.request) ?? '', response: text(c.response),
  };
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
