import type { FileRef } from '../api/files';
import { isRecord, text } from '../api/problems';
import { nodesOf, readPerson, type Person } from './approvals';

/** One act of a request, as it was sealed. */
export interface TrailEntry {
  readonly id: string;
  readonly sequence: number;
  readonly act: string;
  readonly step: string | undefined;
  readonly to: string | undefined;
  readonly by: Person | undefined;
  readonly at: string;
  readonly comment: string | undefined;
  /** Ids of the people whom it concerns. */
  readonly users: readonly string[];
  /** What was attached, as far as it is still there. */
  readonly files: readonly FileRef[];
  /** Ids and digests of the files, as they were sealed. */
  readonly digests: readonly string[];
  readonly previousHash: string | undefined;
  readonly hash: string;
}

/** What the request keeps of its trail. */
export interface Seal {
  readonly length: number;
  readonly hash: string | undefined;
}

/** What is known of a trail: as it was written, or not, or it cannot be told here. */
export type TrailState = 'whole' | 'broken' | 'unknown';

export function readEntry(value: Readonly<Record<string, unknown>>): TrailEntry {
  return {
    id: String(value.id), sequence: Number(value.sequence), act: String(value.act), step: text(value.step), to: text(value.to), by: readPerson(value.by), at: String(value.at),
    comment: text(value.comment), users: Array.isArray(value.users) ? value.users.map(String) : [],
    files: nodesOf(value.files).map((f) => ({ id: String(f.id), name: text(f.name) ?? '' })), digests: Array.isArray(value.digests) ? value.digests.map(String) : [], previousHash: text(value.previousHash), hash: String(value.hash),
  };
}

export function readSeal(value: unknown): Seal {
  return isRecord(value) ? { length: Number(value.trailLength ?? 0), hash: text(value.trailHash) } : { length: 0, hash: undefined };
}

const byTime: ReadonlySet<string> = new Set(['remind', 'escalate', 'approveByTime', 'rejectByTime']);

/** True for what a time limit did, and nobody. */
export function isByTime(entry: TrailEntry): boolean {
  return entry.by === undefined && byTime.has(entry.act);
}

/**
 * Works the hashes of a trail out anew: each covers its entry and the hash before it, and the request keeps the last one and the count. A reader who may not see who acted cannot tell, nor a page that is not served
 * securely.
 */
export async function verifyTrail(request: string, entries: readonly TrailEntry[], seal: Seal): Promise<TrailState> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined || entries.some((e) => e.by === undefined && !isByTime(e))) return 'unknown';
  if (entries.length !== seal.length) return 'broken';
  let previous: string | undefined;
  for (const [index, entry] of entries.entries()) {
    const hash = await sha256(subtle, contentOf(request, entry, previous));
    if (entry.sequence !== index + 1 || entry.previousHash !== previous || entry.hash !== hash) return 'broken';
    previous = hash;
  }
  return previous === seal.hash ? 'whole' : 'broken';
}

/** What an entry's hash is made of: a JSON array in which all but plain letters of ASCII is escaped. */
export function contentOf(request: string, entry: TrailEntry, previous: string | undefined): string {
  return escaped(JSON.stringify([
    previous ?? null, request, entry.sequence, entry.act, entry.step ?? null, entry.to ?? null, entry.by?.id ?? null, instant(entry.at), entry.comment ?? null, entry.users,
    ...(entry.digests.length > 0 ? [entry.digests] : []),
  ]));
}

/** Whole microseconds. */
function instant(at: string): string {
  const [, seconds = at, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(at) ?? [];
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

function escaped(json: string): string {
  return json.replace(/\\(u[0-9a-f]{4}|.)|[&'+<>`\u007f-\uffff]/g, (found, escape: string | undefined) => {
    if (escape === undefined) return `\\u${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    // A quotation mark within a text has another escape than the one that JSON.stringify gives it.
    return escape === '"' ? '\\u0022' : escape.length > 1 ? `\\u${escape.slice(1).toUpperCase()}` : found;
  });
}

async function sha256(subtle: SubtleCrypto, content: string): Promise<string> {
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(content));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
