import { Alert } from '@mui/material';
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { WorkspaceObject } from '../api/workspace.generated';
import { liveOf, withObjections, type FieldLive, type Known, type Live } from '../model/live';
import { sameValue, type AppRecord } from '../model/records';
import { isBlank } from '../model/validation';
import { useWorkspace } from '../providers/workspaceContext';
import { useObjections } from './objections';
import { useRelated } from './related';

type Values = Record<string, unknown>;

const unbound: FieldLive = { visible: true, required: false, locked: false, faults: [] };
const nothing: Live = { fields: new Map(), faults: [], defaults: new Map() };

/** What follows from the form's values, field by field: who shows a field hears of it when something changes for that field. */
export class LiveStore {
  private live: Live = nothing;
  private snapshots = new Map<string, FieldLive>();
  private readonly listeners = new Set<() => void>();
  known: Known | undefined;
  /** The defaults that the form filled in. */
  readonly filled = new Map<string, unknown>();
  private readonly written = new Set<string>();

  /** Somebody wrote into the field. */
  write(name: string): void {
    this.written.add(name);
  }

  /** A blank field is blank because somebody, or what they chose elsewhere, made it so. */
  readonly isCleared = (name: string): boolean => this.written.has(name) || !isBlank(this.filled.get(name));

  /** The form begins anew. */
  restart(): void {
    this.filled.clear();
    this.written.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly field = (name: string): FieldLive => this.snapshots.get(name) ?? unbound;

  readonly faults = (): readonly string[] => this.live.faults;

  set(live: Live, known: Known): void {
    this.known = known;
    const next = new Map([...live.fields].map(([name, field]) => [name, same(this.snapshots.get(name), field)] as const));
    const changed = [...next].some(([name, field]) => this.snapshots.get(name) !== field) || JSON.stringify(live.faults) !== JSON.stringify(this.live.faults);
    this.live = JSON.stringify(live.faults) === JSON.stringify(this.live.faults) ? { ...live, faults: this.live.faults } : live;
    if (!changed) return;
    this.snapshots = next;
    for (const listener of this.listeners) listener();
  }
}

function same(before: FieldLive | undefined, now: FieldLive): FieldLive {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

const Context = createContext<LiveStore | undefined>(undefined);

function useStore(): LiveStore {
  const store = useContext(Context);
  if (store === undefined) throw new Error('There is no LiveForm above.');
  return store;
}

export function useFieldLive(name: string): FieldLive {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => store.field(name));
}

/** True while at least one of the fields shows. */
export function useAnyVisible(names: readonly string[]): boolean {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => names.some((name) => store.field(name).visible));
}

/** The store, for what has to ask it later. */
export function useLiveStore(): LiveStore {
  return useStore();
}

/** Computes, with every change in the form around it, what follows from its values, and fills in the defaults that follow. */
export function LiveForm({ object, stored, store, children }: {
  readonly object: WorkspaceObject;
  /** The record as it is stored; undefined for a new one. */
  readonly stored: AppRecord | undefined;
  readonly store: LiveStore;
  readonly children: ReactNode;
}) {
  const { setValue, getValues, formState: { defaultValues } } = useFormContext<Values>();
  const values = useWatch<Values>() as Values;
  const { description } = useWorkspace();
  const related = useRelated(object, values, stored);
  const start = defaultValues as Values | undefined;
  const [opened] = useState(() => BigInt(Date.now()) * 1000n);
  const known: Known = {
    object, values, stored, ...related, roles: description.user.roles, now: opened, zone: description.tenant.timeZone,
  };
  const changed = new Set(object.fields.filter((f) => !sameValue(f, start?.[f.name], values[f.name])).map((f) => f.name));
  const objections = useObjections(object, values, stored, changed.size > 0);
  const live = withObjections(liveOf(known, changed), objections);
  useLayoutEffect(() => { store.set(live, known); });

  const decided = useRef(new Map<string, unknown>());
  const isMoved = (by: string): boolean => decided.current.has(by) && decided.current.get(by) !== values[by];

  // A default follows what it depends on until somebody writes another value; one of the former type alone goes with it.
  useEffect(() => {
    for (const [name, value] of isMoved(typeField) ? [...store.filled] : []) {
      const field = object.fields.find((f) => f.name === name);
      if (field === undefined || live.defaults.has(name)) continue;
      store.filled.delete(name);
      if (sameValue(field, values[name], value)) setValue(name, start?.[name] ?? null);
    }
    for (const [name, value] of live.defaults) {
      const field = object.fields.find((f) => f.name === name);
      if (field === undefined || field.readOnly === true) continue;
      const last = store.filled.has(name) ? store.filled.get(name) : start?.[name];
      if (!sameValue(field, values[name], last) || sameValue(field, values[name], value)) continue;
      store.filled.set(name, value);
      setValue(name, value);
    }
  });

  // A choice that the field it depends on, or the type of record, no longer allows goes when that was changed, not before.
  const deciding = useMemo(() => decidingOf(object), [object]);
  useEffect(() => {
    for (const [name, by] of deciding) {
      const allowed = live.fields.get(name)?.choices;
      // A default may just have come.
      const value: unknown = getValues(name);
      if (!isMoved(by) || allowed === undefined || isBlank(value)) continue;
      if (Array.isArray(value)) {
        const kept = value.filter((v: unknown) => allowed.includes(String(v)));
        if (kept.length < value.length) setValue(name, kept, { shouldDirty: true });
      } else if (!allowed.includes(String(value))) {
        const first: unknown = by !== typeField ? null : live.defaults.get(name) ?? start?.[name];
        const next = allowed.includes(String(first)) ? first : null;
        if (live.defaults.has(name)) store.filled.set(name, next);
        setValue(name, next, { shouldDirty: true });
      }
    }
    for (const by of [typeField, ...deciding.map(([, deciding]) => deciding)]) decided.current.set(by, values[by]);
  });

  return <Context.Provider value={store}>{children}</Context.Provider>;
}

const typeField = 'recordType';

/** The fields with choices that another field, or the type of record, decides, each with the field that does. */
function decidingOf(object: WorkspaceObject): readonly (readonly [field: string, by: string])[] {
  const typed = new Set(object.recordTypes.flatMap((t) => t.picklists.map((p) => p.field)));
  return object.fields.flatMap((f) => [...(f.dependsOn === undefined ? [] : [[f.name, f.dependsOn.field] as const]), ...(typed.has(f.name) ? [[f.name, typeField] as const] : [])]);
}

/** Rules that the record as a whole breaks. */
export function LiveFaults() {
  const store = useStore();
  const faults = useSyncExternalStore(store.subscribe, store.faults);
  if (faults.length === 0) return null;
  return <Alert severity="warning" role="status">{faults.map((fault) => <div key={fault}>{fault}</div>)}</Alert>;
}
