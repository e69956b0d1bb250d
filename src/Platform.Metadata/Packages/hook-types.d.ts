type HookObject = keyof HookRecords;

interface HookAddress {
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

interface HookPlace {
  readonly latitude: number;
  readonly longitude: number;
}

interface HookReference {
  readonly object: HookObject;
  readonly id: string;
}

/** What a handler gets. See docs/hooks.md. */
interface HookContext<O extends HookObject> {
  readonly event:
    | 'beforeInsert' | 'beforeUpdate' | 'beforeDelete' | 'beforeRestore'
    | 'afterInsert' | 'afterUpdate' | 'afterDelete' | 'afterRestore'
    | 'afterCommitInsert' | 'afterCommitUpdate' | 'afterCommitDelete' | 'afterCommitRestore'
    | 'schedule' | 'process' | 'afterCommitProcess' | 'beforeMerge' | 'afterMerge' | 'validate' | 'approvers' | 'inbound' | 'compute' | 'beforeConvert' | 'afterConvert';
  readonly object: O;
  readonly records: readonly HookRecords[O][];
  /** The record as it is stored; null for a new one. This, `isNew`, `changed` and `error` take records of `targets` as well. */
  old<R extends HookRecords[HookObject]>(record: R): Readonly<R> | null;
  isNew(record: HookRecords[HookObject]): boolean;
  /** Whether one of the fields differs from what is stored. */
  changed<R extends HookRecords[HookObject]>(record: R, ...fields: (keyof R & string)[]): boolean;
  /** When an approval flow asks for approvers: the record that is submitted, and who submits it. Give back ids of users. */
  readonly record: Readonly<HookRecords[O]>;
  readonly submitter: string;
  /** When another system calls: the JSON that it sent, whatever it is. Give back the answer, or object with `error(null, message)`. */
  readonly body: unknown;
  /** When another system calls: those that the endpoint lets through, with names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** At a merge: the records that go; `records` is the one that stays. */
  readonly merged: readonly Readonly<HookRecords[O]>[];
  /** At a conversion: what the record becomes, by alias; `record` is null where there is none or it is only linked. Before it, fields of the records can be set. */
  readonly targets: Readonly<Record<string, HookTarget>>;
  /** After a conversion: how many records of each object moved along. After a merge: how many records of each object were turned to the one that stays. */
  readonly moved: Readonly<Partial<Record<HookObject, number>>>;
  /** After commit and by schedule: the same at every attempt. When another system calls: that of the sender, or null. */
  readonly key: string;
  /** After commit: when the records were written. */
  readonly committedAt: Date;
  /** By schedule: the time that the run is of. */
  readonly scheduledAt: Date;
  /** Refuses the record, with a message at the field; not after commit. */
  error<R extends HookRecords[HookObject]>(record: R, field: (keyof R & string) | null, message: string): void;
  error(record: HookRecords[HookObject] | null, message: string): void;
  /** A message of the hook's document in the user's language. */
  t(name: string, values?: Readonly<Record<string, unknown>>): string;
  now(): Date;
  uuid(): string;
  readonly user: { readonly id: string; readonly roles: readonly string[]; readonly language: string; readonly timeZone: string };
  readonly tenant: { readonly id: string };
  readonly log: HookLog;
  readonly db: HookDatabase;
  readonly crypto: HookCrypto;
  /** After commit. */
  readonly http: HookHttp;
  /** After commit. */
  readonly secrets: HookSecrets;
}

/** What a conversion makes, or attaches to. To set a field, ask for the object first: `if (target.object === 'Account')`. */
type HookTarget = { [O in HookObject]: { readonly object: O; readonly action: 'CREATE' | 'ATTACH' | 'SKIP'; readonly record: HookRecords[O] | null } }[HookObject];

/** What the handler of an action gets. See docs/hooks.md. */
interface HookActionContext<A extends keyof HookActions> extends Pick<HookContext<HookObject>, 't' | 'now' | 'uuid' | 'user' | 'tenant' | 'log' | 'db' | 'crypto'> {
  readonly event: 'action';
  /** The record that it is about, as the user sees it. */
  readonly record: HookActions[A]['record'];
  readonly input: HookActions[A]['input'];
  /** Objects: nothing is written, and the form shows the message at the field. */
  error(field: (keyof HookActions[A]['input'] & string) | null, message: string): void;
  error(message: string): void;
}

/** What the handler of an action gives back: fields of its output, or nothing. */
type HookActionResult<A extends keyof HookActions> = HookActions[A]['output'] | null | void | Promise<HookActions[A]['output'] | null | void>;

/** A record that db read: its fields, and fields of what references lead to, by their paths. */
type HookRow<O extends HookObject> = HookRecords[O] & { readonly [path: `${string}.${string}`]: any };

type HookDirection = 'ASC' | 'DESC' | 'ASC_NULLS_FIRST' | 'ASC_NULLS_LAST' | 'DESC_NULLS_FIRST' | 'DESC_NULLS_LAST';

interface HookDatabase {
  get<O extends HookObject>(object: O, id: string, fields?: readonly string[]): Promise<HookRow<O> | null>;
  query<O extends HookObject>(
    object: O,
    options?: { filter?: object; orderBy?: readonly object[]; first?: number; offset?: number; search?: string; fields?: readonly string[] },
  ): Promise<HookRow<O>[]>;
  aggregate<O extends HookObject>(
    object: O,
    options?: {
      by?: readonly (keyof HookRecords[O] & string)[];
      filter?: object;
      first?: number;
      sum?: readonly string[];
      avg?: readonly string[];
      min?: readonly string[];
      max?: readonly string[];
    },
  ): Promise<{ readonly count: number; readonly key: any; readonly sum: any; readonly avg: any; readonly min: any; readonly max: any }[]>;
  create<O extends HookObject>(object: O, values: Partial<HookRecords[O]>): Promise<{ readonly id: string }>;
  create<O extends HookObject>(object: O, values: readonly Partial<HookRecords[O]>[]): Promise<{ readonly id: string }[]>;
  update<O extends HookObject>(object: O, id: string, values: Partial<HookRecords[O]>): Promise<{ readonly id: string }>;
  update<O extends HookObject>(object: O, values: readonly (Partial<HookRecords[O]> & { readonly id: string })[]): Promise<{ readonly id: string }[]>;
  delete(object: HookObject, id: string): Promise<{ readonly id: string }>;
  delete(object: HookObject, ids: readonly string[]): Promise<{ readonly id: string }[]>;
}

interface HookLog {
  debug(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

interface HookResponse {
  readonly status: number;
  readonly ok: boolean;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body went on. */
  readonly isCut: boolean;
  json(): any;
}

interface HookRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly basicAuth?: { readonly user: string; readonly password: string };
  readonly timeoutMs?: number;
}

interface HookHttp {
  request(url: string, options?: HookRequest & { readonly method?: string; readonly json?: unknown; readonly body?: string }): Promise<HookResponse>;
  get(url: string, options?: HookRequest): Promise<HookResponse>;
  post(url: string, json: unknown, options?: HookRequest): Promise<HookResponse>;
}

interface HookSecrets {
  /** A mark that stands for the secret in calls of http. */
  get(name: string): string;
  hmacSha256(name: string, text: string, encoding?: 'hex' | 'base64'): Promise<string>;
}

interface HookCrypto {
  sha256(text: string, encoding?: 'hex' | 'base64'): string;
  hmacSha256(key: string, text: string, encoding?: 'hex' | 'base64'): string;
  base64(text: string): string;
  fromBase64(text: string): string;
  randomUUID(): string;
}

declare const console: HookLog & { log(...values: unknown[]): void };
