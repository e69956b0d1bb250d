import { postJson, request } from './http';
import { isRecord, text } from './problems';

/** Where one is signed in. */
export interface Session {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  /** The session of this very request. */
  readonly current: boolean;
}

/** A key with which a program acts as its owner. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** What the key begins with, by which it is known again. */
  readonly prefix: string;
  readonly createdAt: string;
  readonly expiresAt: string | undefined;
  readonly lastUsedAt: string | undefined;
}

export async function fetchSessions(signal?: AbortSignal): Promise<readonly Session[]> {
  return list(await request('/auth/sessions', { signal }), 'sessions').map((s) => ({
    id: String(s.id), createdAt: String(s.createdAt), expiresAt: String(s.expiresAt), address: text(s.address), userAgent: text(s.userAgent), current: s.current === true,
  }));
}

export async function endSession(id: string): Promise<void> {
  await request(`/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Changes the password; every other session of the person ends. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await postJson('/auth/password', { currentPassword, newPassword });
}

export async function fetchApiKeys(signal?: AbortSignal): Promise<readonly ApiKey[]> {
  return list(await request('/auth/api-keys', { signal }), 'apiKeys').map((k) => ({
    id: String(k.id), name: String(k.name), prefix: String(k.prefix), createdAt: String(k.createdAt), expiresAt: text(k.expiresAt), lastUsedAt: text(k.lastUsedAt),
  }));
}

/** Makes a key and answers it; it is never shown again. */
export async function createApiKey(name: string, expiresAt: string | undefined): Promise<string> {
  const answer = await postJson('/auth/api-keys', expiresAt === undefined ? { name } : { name, expiresAt });
  return isRecord(answer) ? String(answer.key) : '';
}

export async function revokeApiKey(id: string): Promise<void> {
  await request(`/auth/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

function list(answer: unknown, member: string): readonly Record<string, unknown>[] {
  const found = isRecord(answer) ? answer[member] : undefined;
  return Array.isArray(found) ? found.filter(isRecord) : [];
}
