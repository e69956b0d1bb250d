import { ApiError, isRecord, readProblems, text } from './problems';

let language = 'en';

/** The language in which the host words its messages; sent with every request. */
export function setLanguage(tag: string): void {
  language = tag;
}

/**
 * Sends a request to the host with the session cookie and reads JSON. Problem details (RFC 9457) become an {@link ApiError}.
 * The header makes the request one that another site cannot send without the browser asking first.
 */
export async function request(path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await send(path, init);
  const body = await readBody(response);
  if (!response.ok) throw toError(response.status, response.headers.get('Retry-After'), body);
  return body;
}

export function postJson(path: string, body: unknown, init: RequestInit = {}): Promise<unknown> {
  return request(path, {
    ...init,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headersOf(init) },
    body: JSON.stringify(body),
  });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { ...languageHeaders(), ...headersOf(init) },
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('The server cannot be reached.', 'NETWORK', 0);
  }
}

/** The headers of every request. */
export function languageHeaders(): Record<string, string> {
  return { 'Accept': 'application/json', 'Accept-Language': language, 'X-Requested-With': 'platform-web' };
}

function headersOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers).entries());
}

async function readBody(response: Response): Promise<unknown> {
  return readJson(await response.text());
}

/** The JSON of an answer; null when it is none. */
export function readJson(content: string): unknown {
  if (content === '') return null;
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return null;
  }
}

export function toError(status: number, retryAfter: string | null, body: unknown): ApiError {
  const problem = isRecord(body) ? body : {};
  return new ApiError(
    text(problem.detail) ?? text(problem.title) ?? `HTTP ${status}`,
    text(problem.code) ?? (status === 401 ? 'UNAUTHENTICATED' : status === 403 ? 'FORBIDDEN' : `HTTP_${status}`),
    status,
    readProblems(problem.problems),
    problem,
    retryAfter === null ? undefined : Number(retryAfter),
  );
}
