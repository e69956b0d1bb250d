import { postJson } from './http';
import { ApiError, isRecord, readProblems, text } from './problems';

export type Variables = Readonly<Record<string, unknown>>;

export interface Options {
  readonly path?: string;
  readonly signal?: AbortSignal;
}

/** An answer of which parts may have been refused: each error names by its path the part that it belongs to. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly PathError[];
}

export interface PathError {
  readonly path: readonly unknown[];
  readonly error: ApiError;
}

/** Runs one operation. The first error of the answer is thrown, with the problems of all of them. */
export async function graphql(query: string, variables: Variables = {}, options: Options = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await graphqlInParts(query, variables, options);
  const first = errors[0]?.error;
  if (first === undefined) return data;
  throw errors.length === 1
    ? first
    : new ApiError(first.message, first.code, first.status, errors.flatMap((e) => e.error.problems), first.details);
}

/** Runs one operation whose parts succeed or fail each by itself. */
export async function graphqlInParts(query: string, variables: Variables = {}, options: Options = {}): Promise<Answer> {
  const answer = await postJson(options.path ?? '/graphql', { query, variables }, { signal: options.signal });
  if (!isRecord(answer)) throw new ApiError('The answer is not JSON.', 'INTERNAL', 200);
  const errors = Array.isArray(answer.errors) ? answer.errors.filter(isRecord) : [];
  return { data: isRecord(answer.data) ? answer.data : {}, errors: errors.map(readError) };
}

function readError(error: Record<string, unknown>): PathError {
  const extensions = isRecord(error.extensions) ? error.extensions : {};
  return {
    path: Array.isArray(error.path) ? error.path : [],
    error: new ApiError(text(error.message) ?? 'Error', text(extensions.code) ?? 'INTERNAL', 200, readProblems(extensions.problems), extensions),
  };
}
