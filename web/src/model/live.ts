import type { Problem } from '../api/problems';
import type { WorkspaceExpression, WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { evaluate, holds } from './expressions/evaluate';
import type { Tree } from './expressions/tree';
import type { Context, RecordValues } from './expressions/values';
import { ofExpression, toExpression } from './fieldValues';
import { segments } from './reach';
import { changedInput, createInput, isRef } from './records';
import { faultOf, isBlank } from './validation';

type Values = Readonly<Record<string, unknown>>;

/** What hooks say in words of their own; what else is wrong with a value the form knows by itself. */
const objection = 'HOOK_REFUSED';

/** What the browser knows while a form is filled in. */
export interface Known {
  readonly object: WorkspaceObject;
  readonly values: Values;
  /** The record as it is stored; undefined for a new one. */
  readonly stored: Values | undefined;
  /** What was read of a record that a reference points to, or of a list of the stored record; undefined while it is on its way. */
  readonly related: (field: string, id: string) => Values | undefined;
  readonly list: (name: string) => readonly unknown[] | undefined;
  /** The user's own record as far as it was read. */
  readonly user: Values;
  readonly roles: readonly string[];
  /** Microseconds since 1970. */
  readonly now: bigint;
  readonly zone: string;
}

/** What the form does with a field. */
export interface FieldLive {
  readonly visible: boolean;
  readonly required: boolean;
  readonly locked: boolean;
  /** The value of a computed field; `known` is false for one that only the server can compute. */
  readonly computed?: { readonly known: boolean; readonly value: unknown };
  /** Choices that may be chosen; undefined for all. */
  readonly choices?: readonly string[];
  /** Messages of rules that the record breaks. */
  readonly faults: readonly string[];
}

export interface Live {
  readonly fields: ReadonlyMap<string, FieldLive>;
  /** Messages of rules that stand at no field. */
  readonly faults: readonly string[];
  /** Values that a new record begins with, as far as they follow from what was filled in. */
  readonly defaults: ReadonlyMap<string, unknown>;
}

/** What follows from what was filled in: the same as the server will find, as far as the browser can know it. */
export function liveOf(known: Known, changed: ReadonlySet<string>): Live {
  const record = new LiveRecord(known, known.values);
  const old = known.stored === undefined ? undefined : new LiveRecord(known, known.stored);
  const context = contextOf(known, record, old);
  const storedContext = old === undefined ? undefined : contextOf(known, old, old);
  const isTrue = (expression: WorkspaceExpression | undefined, over: Context | undefined, otherwise: boolean): boolean => {
    if (expression === undefined) return otherwise;
    return over === undefined || !areKnown(expression, record, old, known) ? otherwise : holds(treeOf(expression), over);
  };
  const { faults, general } = brokenRules(known, changed, (expression) => isTrue(expression, context, false));
  const fields = new Map<string, FieldLive>();
  for (const field of known.object.fields) {
    const visible = isTrue(field.visibleWhen, context, true);
    fields.set(field.name, {
      visible,
      required: visible && (field.required === true || isTrue(field.requiredWhen, context, false)),
      locked: isTrue(field.readOnlyWhen, storedContext, false),
      ...(field.formula === undefined ? {} : { computed: record.computed(field) }),
      ...choices(known, field),
      faults: faults.get(field.name) ?? [],
    });
  }
  return { fields, faults: general, defaults: known.stored === undefined ? defaults(known, context, record) : new Map() };
}

/** The same with what hooks object to, each at its field where the form has it. */
export function withObjections(live: Live, problems: readonly Problem[]): Live {
  const said = problems.filter((p) => p.code === objection);
  if (said.length === 0) return live;
  const fields = new Map(live.fields);
  const general = [...live.faults];
  for (const { field, message } of said) {
    const at = field === undefined ? undefined : fields.get(field);
    if (field === undefined || at === undefined) general.push(message);
    else fields.set(field, { ...at, faults: [...at.faults, message] });
  }
  return { ...live, fields, faults: general };
}

/** Rules that the record breaks, once something that they read was changed: nobody is told of what was like that before. */
function brokenRules(known: Known, changed: ReadonlySet<string>, isBroken: (expression: WorkspaceExpression) => boolean) {
  const faults = new Map<string, string[]>();
  const general: string[] = [];
  const shown = new Set(known.object.fields.map((f) => f.name));
  for (const rule of known.object.rules) {
    const concerned = ownReads(known.object, rule.invalidWhen.paths).some((name) => changed.has(name));
    if (!concerned || !isBroken(rule.invalidWhen)) continue;
    const places = rule.fields.filter((name) => shown.has(name));
    if (places.length === 0) general.push(rule.message);
    for (const name of places) faults.set(name, [...faults.get(name) ?? [], rule.message]);
  }
  return { faults, general };
}

/** The fields of the record that paths read, through formulas too. */
function ownReads(object: WorkspaceObject, paths: readonly string[], seen: Set<string> = new Set()): readonly string[] {
  for (const path of paths) {
    const [root, first] = segments(path);
    if (root?.name !== 'record' || first === undefined || seen.has(first.name)) continue;
    seen.add(first.name);
    const formula = object.fields.find((f) => f.name === first.name)?.formula;
    if (formula !== undefined) ownReads(object, formula.paths, seen);
  }
  return [...seen];
}

function choices({ object, values }: Known, field: WorkspaceField): { readonly choices?: readonly string[] } {
  const type = object.recordTypes.find((t) => t.name === values.recordType);
  const ofType = type?.picklists.find((p) => p.field === field.name)?.values;
  const active = field.name === 'recordType' && object.recordTypes.length > 0 ? object.recordTypes.filter((t) => t.active === true).map((t) => t.name) : undefined;
  const { dependsOn } = field;
  const deciding = dependsOn === undefined ? undefined : String(values[dependsOn.field] ?? '');
  const allowed = dependsOn?.values.find((v) => v.value === deciding)?.choices ?? (dependsOn === undefined ? undefined : []);
  const limits = [ofType, active, allowed].filter((limit) => limit !== undefined);
  const [first, ...rest] = limits;
  return first === undefined ? {} : { choices: first.filter((value) => rest.every((limit) => limit.includes(value))) };
}

function defaults(known: Known, context: Context, record: LiveRecord): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const constants = known.object.recordTypes.find((t) => t.name === known.values.recordType)?.defaults ?? [];
  for (const field of known.object.fields) {
    const constant = constants.find((c) => c.field === field.name);
    if (constant !== undefined) found.set(field.name, constant.value);
    else if (field.defaultFormula !== undefined && areKnown(field.defaultFormula, record, undefined, known)) {
      found.set(field.name, ofExpression(evaluate(treeOf(field.defaultFormula), context), field));
    }
  }
  return found;
}

/**
 * What the form tells of its record, so that the server finds those that may be chosen: of the named fields, what saving would send. The rest the server
 * knows by itself, as it is stored or as it fills it in; undefined where nobody knows before saving.
 */
export function factsOf(known: Known, names: readonly string[], isCleared: (field: string) => boolean = () => false): Readonly<Record<string, unknown>> | undefined {
  const { object, stored, values } = known;
  const fields = object.fields.filter((f) => names.includes(f.name));
  const told = { ...object, fields };
  const given = Object.fromEntries(fields.map((f) => [f.name, isSendable(f, values[f.name]) ? values[f.name] : null]));
  if (stored !== undefined) return { id: stored.id, ...changedInput(told, stored, given) };
  const input = createInput(told, given, isCleared);
  return fields.some((f) => !(f.name in input) && isMadeOnSaving(object, f)) ? undefined : input;
}

/** What is half typed is blank to every condition, and would be no value to the API. */
function isSendable(field: WorkspaceField, value: unknown): boolean {
  if (isBlank(value)) return true;
  return faultOf({ ...field, required: false }, value) === undefined && (field.type !== 'integer' || Math.abs(Number(value)) <= 2_147_483_647);
}

/** A new record gets a number of its own, and of its pipeline what goes with the first stage. */
function isMadeOnSaving(object: WorkspaceObject, field: WorkspaceField): boolean {
  if (field.type === 'autoNumber' || (field.isSystem === true && field.name === 'pipeline')) return true;
  return object.pipelines.some((p) => [p.field, p.probabilityField, p.forecastField].includes(field.name));
}

const treeOf = (expression: WorkspaceExpression): Tree => expression.tree as Tree;

function contextOf(known: Known, record: LiveRecord, old: LiveRecord | undefined): Context {
  return { record: record.values, old: old?.values ?? null, user: known.user as RecordValues, target: null, roles: known.roles, now: known.now, zone: known.zone };
}

/** Everything that the expression reads is known here. */
function areKnown(expression: WorkspaceExpression, record: LiveRecord, old: LiveRecord | undefined, known: Known): boolean {
  return expression.paths.every((path) => {
    const [root, ...rest] = segments(path);
    switch (root?.name) {
      case 'record': return record.isKnown(rest);
      case 'old': return old === undefined || old.isKnown(rest);
      case 'user': return rest.every((_, i) => i > 0 || (rest[0]?.name ?? '') in known.user);
      default: return true;
    }
  });
}

/** A record in a form: fields as they are filled in, references with what was read behind them, formulas computed when they are asked for. */
class LiveRecord {
  readonly values: RecordValues;
  private readonly results = new Map<string, { readonly known: boolean; readonly value: unknown }>();

  constructor(private readonly known: Known, private readonly form: Values) {
    const values: Record<string, unknown> = { id: known.stored?.id ?? null };
    for (const field of known.object.fields) {
      if (field.formula !== undefined) Object.defineProperty(values, field.name, { enumerable: true, get: () => this.computed(field).value });
      else values[field.name] = this.plain(field);
    }
    for (const relation of known.object.relations) values[relation.name] = known.list(relation.name) ?? [];
    this.values = values;
  }

  /** The value of a computed field. One that needs itself is refused by the host; here it is not known. */
  computed(field: WorkspaceField): { readonly known: boolean; readonly value: unknown } {
    const before = this.results.get(field.name);
    if (before !== undefined) return before;
    this.results.set(field.name, { known: false, value: null });
    const { formula } = field;
    const isKnown = formula !== undefined && areKnown(formula, this, undefined, this.known);
    const result = { known: isKnown, value: isKnown ? ofExpression(evaluate(treeOf(formula), contextOf(this.known, this, undefined)), field) : null };
    this.results.set(field.name, result);
    return result;
  }

  isKnown(path: readonly { readonly name: string; readonly isList: boolean }[]): boolean {
    const [first, ...rest] = path;
    if (first === undefined) return true;
    const field = this.known.object.fields.find((f) => f.name === first.name);
    if (field === undefined) return this.known.object.relations.some((r) => r.name === first.name) && this.known.stored !== undefined && this.known.list(first.name) !== undefined;
    if (field.formula !== undefined) return this.computed(field).known;
    // What this user does not write is as it is stored; of a new record the server knows it.
    if (this.known.stored === undefined && (isForeign(field) || this.comesWithSaving(field))) return false;
    if (field.type === 'manyToMany') return rest.length === 0;
    if (rest.length === 0) return true;
    const value = this.form[field.name];
    return !isRef(value) || reaches(this.known.related(field.name, value.id), rest);
  }

  /** A new record gets it from the server: its id, numbers and stamps, and its owner unless one is chosen. */
  private comesWithSaving(field: WorkspaceField): boolean {
    if (field.type === 'autoNumber') return true;
    if (field.isSystem !== true) return false;
    return stamps.has(field.name) || (field.name === 'owner' && this.known.object.ownership !== 'organization' && !isRef(this.form.owner));
  }

  private plain(field: WorkspaceField): unknown {
    const value = toExpression(this.form[field.name]);
    return isRef(value) ? { ...value, ...this.known.related(field.name, value.id), id: value.id } : value;
  }
}

const stamps: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'stageSince']);

/** A field that others fill in: one computed of what this user may not read, or one that the user's roles do not let them write. */
function isForeign(field: WorkspaceField): boolean {
  return field.readOnly === true && field.isSystem !== true;
}

function reaches(values: Values | undefined, path: readonly { readonly name: string }[]): boolean {
  if (values === undefined) return false;
  let at: unknown = values;
  for (const { name } of path) {
    if (at === null) return true;
    if (Array.isArray(at)) return true;
    if (typeof at !== 'object' || !(name in at)) return false;
    at = (at as Values)[name];
    if (at === undefined) return false;
  }
  return true;
}
