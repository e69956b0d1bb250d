/** A message about one field, or about the record when `field` is absent. The shape of `extensions.problems[]`. */
export interface Problem {
  readonly object?: string;
  readonly id?: string;
  readonly index?: number;
  readonly field?: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal of the server, with its stable code. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** Code out of the API's closed list, or `NETWORK` when no answer came. */
    readonly code: string,
    readonly status: number,
    readonly problems: readonly Problem[] = [],
    /** The error's own members, for callers that know the code. */
    readonly details: Readonly<Record<string, unknown>> = {},
    /** Seconds after which to try again, when the server says. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** What finds the failure in the server's log; only failures that are the server's own have one. */
  get traceId(): string | undefined {
    return this.code === 'INTERNAL' ? text(this.details.traceId) : undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads problems out of whatever stands where they are expected; malformed entries are left out. */
export function readProblems(value: unknown): readonly Problem[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((entry) => ({
    object: text(entry.object),
    id: text(entry.id),
    index: typeof entry.index === 'number' ? entry.index : undefined,
    field: text(entry.field),
    code: text(entry.code) ?? 'INVALID',
    message: text(entry.message) ?? text(entry.code) ?? '',
  }));
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
