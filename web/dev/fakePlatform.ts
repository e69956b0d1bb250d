import { graphql } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { readDocuments, specimen, systemObjects, type Doc } from './fakeDocuments.ts';
import { fakeSchema } from './fakeGraphql.ts';
import { FakeRecords } from './fakeRecords.ts';
import { fakeWorkspace } from './fakeWorkspace.ts';

/** Answers the paths of the host during development without a host: the sales app's documents over invented records. Never shipped. */
export function fakePlatform(): Plugin {
  return {
    name: 'fake-platform',
    configureServer(server) {
      const docs = [...readDocuments(join(import.meta.dirname, '../../apps')), ...systemObjects, specimen];
      const english = fakeWorkspace(docs, 'en', 1);
      const records = new FakeRecords(english, 60);
      const schema = fakeSchema(english, records);
      let signedIn = true;
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const answer = async (): Promise<void> => {
          if (url.pathname === '/auth/login') {
            const { password } = JSON.parse(await bodyOf(request)) as { password: string };
            signedIn = password === 'secret';
            json(response, signedIn ? 200 : password === 'locked' ? 429 : 401, signedIn ? { token: 'x' } : { title: 'Refused', code: password === 'locked' ? 'SIGN_IN_THROTTLED' : 'SIGN_IN_FAILED' });
          } else if (url.pathname === '/auth/logout') {
            signedIn = false;
            json(response, 200, {});
          } else if (!['/auth/me', '/workspace', '/graphql', '/metadata', '/files'].some((p) => url.pathname === p || url.pathname.startsWith('/files/'))) next();
          else if (!signedIn) json(response, 401, { title: 'Unauthenticated', code: 'UNAUTHENTICATED' });
          else if (url.pathname === '/auth/me') json(response, 200, { id: 'u1' });
          else if (url.pathname === '/workspace') json(response, 200, fakeWorkspace(docs, url.searchParams.get('locale') ?? 'en', 1));
          else if (url.pathname === '/files') {
            await bodyOf(request);
            json(response, 200, records.insert('File', { name: 'file.txt', mediaType: 'text/plain', size: 12 }));
          } else if (url.pathname === '/metadata') {
            json(response, 200, { data: design(docs, JSON.parse(await bodyOf(request)) as { query: string }) });
          } else if (url.pathname === '/graphql') {
            const { query, variables } = JSON.parse(await bodyOf(request)) as { query: string; variables: Record<string, unknown> };
            json(response, 200, await graphql({ schema, source: query, variableValues: variables }));
          } else json(response, 200, {});
        };
        answer().catch(next);
      });
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}

/** Answers of the design-time API that let the studio's pages be drawn; nothing is applied. */
function design(docs: readonly Doc[], { query }: { readonly query: string }): unknown {
  if (query.includes('query Design')) {
    return {
      revision: 1,
      documents: docs.map((d) => ({ kind: d.kind, name: d.name, package: d.system === true ? 'platform' : d === specimen ? null : 'sales', body: d })),
    };
  }
  if (query.includes('query Revisions')) {
    return { revisions: [{ number: 1, appliedAt: '2026-03-01T08:00:00Z', appliedBy: 'Lin Lan', reason: 'First installation', changes: [{ text: 'Create object Account' }] }] };
  }
  return {
    plan: {
      fromRevision: 1,
      changes: [{ kind: 'CreateObject', text: 'Create object “Visit”' }, { kind: 'DropField', text: 'Remove field “Day” of “Specimen”' }],
      hazards: [{ code: 'DATA_LOSS', severity: 'confirm', change: 1, count: 12, message: '12 values of “Day” will be set aside.', samples: [{ value: '2026-03-01' }, { value: '2026-04-11' }] }],
      diagnostics: [],
    },
    done: { revision: 2 },
  };
}
