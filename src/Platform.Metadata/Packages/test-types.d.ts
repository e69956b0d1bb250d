
/** What test files import. See docs/testing-apps.md. */
declare module 'platform:test' {
  interface Test {
    (name: string, run: () => void | Promise<void>): void;
    /** Is listed, and not run. */
    skip(name: string, run: () => void | Promise<void>): void;
  }

  /** A record as the API gives it, formulas and rollups included. */
  type TestRecord<O extends HookObject> = HookRecords[O] & { readonly [field: string]: any };

  /** Values of a record that is written; references are ids. */
  type TestValues<O extends HookObject> = Partial<Omit<HookRecords[O], 'id'>> & { readonly [field: string]: unknown };

  interface TestUser {
    /** Id of the person's User record. */
    id(): Promise<string>;
    create<O extends HookObject>(object: O, values: TestValues<O>): Promise<TestRecord<O>>;
    create<O extends HookObject>(object: O, values: readonly TestValues<O>[]): Promise<TestRecord<O>[]>;
    update<O extends HookObject>(object: O, id: string, values: TestValues<O>): Promise<TestRecord<O>>;
    delete<O extends HookObject>(object: O, id: string): Promise<TestRecord<O>>;
    restore<O extends HookObject>(object: O, id: string): Promise<TestRecord<O>>;
    get<O extends HookObject>(object: O, id: string, fields?: readonly string[]): Promise<TestRecord<O> | null>;
    query<O extends HookObject>(
      object: O,
      options?: { filter?: object; orderBy?: readonly object[]; first?: number; offset?: number; search?: string; fields?: readonly string[] },
    ): Promise<TestRecord<O>[]>;
    aggregate: HookDatabase['aggregate'];
    /** Any operation of the API; its data. */
    graphql(query: string, variables?: object): Promise<any>;
  }

  /** A problem that a refused call gives. */
  interface TestProblem {
    code?: string | RegExp;
    object?: string;
    field?: string | null;
    message?: string | RegExp;
  }

  interface Claims {
    toBe(expected: unknown): void;
    toEqual(expected: unknown): void;
    /** Has at least what the pattern has; texts may be regular expressions. */
    toMatchObject(pattern: object): void;
    toMatch(pattern: string | RegExp): void;
    toContain(entry: unknown): void;
    toHaveLength(length: number): void;
    toBeNull(): void;
    toBeTruthy(): void;
    toBeFalsy(): void;
    toBeGreaterThan(bound: number | string | Date): void;
    toBeLessThan(bound: number | string | Date): void;
    toBeCloseTo(expected: number, digits?: number): void;
    /** Of a call: the platform refuses it, with such a problem among others. Await it. */
    toBeRefused(problem?: TestProblem): PromiseLike<void>;
    /** Of a function, or of a promise, which is then awaited. */
    toThrow(pattern?: string | RegExp): PromiseLike<void>;
  }

  type Duration = { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number };

  export const test: Test;
  export function expect(actual: unknown): Claims & { readonly not: Claims };
  /** Somebody with a role, or described; the same description is the same person. */
  export function as(who: string | { roles: readonly string[]; name?: string; language?: string; timeZone?: string }): TestUser;
  export const admin: TestUser;
  /** The clock of the platform. It stands still unless it is moved. */
  export const clock: {
    now(): Promise<Date>;
    set(instant: string | Date): Promise<void>;
    /** Lets time pass; what becomes due on the way happens. Milliseconds, or units. */
    advance(by: number | Duration): Promise<void>;
  };
  /** Other systems, as hooks and webhooks call them. What no answer is prepared for fails; nothing leaves the machine. */
  export const http: {
    /** Of several that fit, the last one answers; `*` in a URL stands for anything. */
    when(call: string | { method?: string; url: string; times?: number }): {
      reply(answer?: { status?: number; headers?: Readonly<Record<string, string>>; body?: string; json?: unknown }): Promise<void>;
    };
    calls(): Promise<{ readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }[]>;
    reset(): Promise<void>;
  };
  /** Secrets of the tenant; each file begins without any. */
  export const secrets: { set(name: string, value: string): Promise<void> };
  /** Switches a hook or an action on that its package leaves to administrators, with all that it asks for. */
  export function activate(name: string): Promise<void>;
  /** Waits until everything that is due has happened. */
  export function settle(): Promise<void>;
}
