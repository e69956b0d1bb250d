import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentOf, verifyTrail, type Seal, type TrailEntry } from './trail';

const request = '0199aaaa-0000-7000-8000-000000000001';
const person = { id: '0199aaaa-0000-7000-8000-000000000002', name: 'Sam' };

/** A trail sealed as the platform seals it. */
function sealed(comments: readonly (string | undefined)[]): { readonly entries: readonly TrailEntry[]; readonly seal: Seal } {
  const entries: TrailEntry[] = [];
  let previous: string | undefined;
  comments.forEach((comment, i) => {
    const entry = { id: String(i), sequence: i + 1, act: 'comment', step: undefined, to: undefined, by: person, at: '2026-11-29T20:44:51.61Z', comment, users: [person.id], files: [], digests: [], previousHash: previous, hash: '' };
    previous = createHash('sha256').update(contentOf(request, entry, previous)).digest('hex');
    entries.push({ ...entry, hash: previous });
  });
  return { entries, seal: { length: entries.length, hash: previous } };
}

test('What is sealed is escaped as the platform escapes it, with whole microseconds', () => {
  const [entry] = sealed(['"a" & <b>\t’甲😀\\u00ff+`\'']).entries;
  if (entry === undefined) throw new Error('There is no entry.');
  expect(contentOf(request, entry, undefined)).toBe(
    `[null,"${request}",1,"comment",null,null,"${person.id}","2026-11-29T20:44:51.610000Z",`
    + `"\\u0022a\\u0022 \\u0026 \\u003Cb\\u003E\\t\\u2019\\u7532\\uD83D\\uDE00\\\\u00ff\\u002B\\u0060\\u0027",["${person.id}"]]`);
});

test('Digests of files are sealed where there are some', () => {
  const [entry] = sealed(['one']).entries;
  if (entry === undefined) throw new Error('There is no entry.');
  expect(contentOf(request, { ...entry, digests: [`${person.id} 00ff`] }, undefined)).toBe(contentOf(request, entry, undefined).replace(/\]$/, `,["${person.id} 00ff"]]`));
});

test('A trail is whole as it was written, and broken when an entry is changed, removed, moved or added', async () => {
  const { entries, seal } = sealed(['one', '二', undefined]);
  expect(await verifyTrail(request, entries, seal)).toBe('whole');
  expect(await verifyTrail(request, entries.map((e, i) => (i === 1 ? { ...e, comment: '三' } : e)), seal)).toBe('broken');
  expect(await verifyTrail(request, entries.slice(0, 2), seal)).toBe('broken');
  expect(await verifyTrail(request, entries.slice(0, 2), { ...seal, length: 2 })).toBe('broken');
  expect(await verifyTrail(request, [...entries].reverse(), seal)).toBe('broken');
  expect(await verifyTrail(request, [...entries, ...entries.slice(2)], seal)).toBe('broken');
  expect(await verifyTrail(request, [], { length: 0, hash: undefined })).toBe('whole');
});

test('Who may not see who acted cannot tell', async () => {
  const { entries, seal } = sealed(['one']);
  expect(await verifyTrail(request, entries.map((e) => ({ ...e, by: undefined })), seal)).toBe('unknown');
});
