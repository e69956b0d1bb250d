import type { Fetcher } from '@graphiql/toolkit';
import { getOperationAST } from 'graphql';
import { createClient } from 'graphql-sse';

const stream = createClient({ url: '/graphql/stream' });

/** Sends queries and mutations by POST with the session's cookie, and subscriptions as server-sent events. */
export const fetcher: Fetcher = (request, options) => {
  const operation = options?.documentAST && getOperationAST(options.documentAST, request.operationName);
  if (operation?.operation === 'subscription') {
    return stream.iterate({ query: request.query, operationName: request.operationName ?? undefined, variables: variablesOf(request.variables) });
  }
  return send(request, options?.headers);
};

const variablesOf = (variables: unknown): Record<string, unknown> | undefined =>
  typeof variables === 'object' && variables !== null ? { ...variables } : undefined;

const send = async (request: object, headers: Record<string, unknown> | undefined) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])),
    },
    body: JSON.stringify(request),
  });
  return response.json();
};
