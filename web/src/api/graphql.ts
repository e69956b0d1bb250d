import { postJson } from './http';
import { ApiError, isRecord, readProblems, text } from './problems';

export type Variables = Readonly<Record<string, unknown>>;

/** Runs one operation. The first error of the answer is thrown, with the problems of all of them. */
export async function graphql(
  query: string, variables: Variables = {}, options: { readonly path?: string; readonly signal?: AbortSignal } = {},
): Promise<Record<string, unknown>> {
  const answer = await postJson(options.path ?? '/graphql', { query, variables }, { signal: options.signal });
  if (!isRecord(answer)) throw new ApiError('The answer is not JSON.', 'INTERNAL', 200);
  const errors = Array.isArray(answer.errors) ? answer.errors.filter(isRecord) : [];
  const first = errors[0];
  if (first !== undefined) {
    const extensions = isRecord(first.extensions) ? first.extensions : {};
    throw new ApiError(
      text(first.message) ?? 'Error',
      text(extensions.code) ?? 'INTERNAL',
      200,
      errors.flatMap((error) => (isRecord(error.extensions) ? readProblems(error.extensions.problems) : [])),
      extensions,
    );
  }
  return isRecord(answer.data) ? answer.data : {};
}
