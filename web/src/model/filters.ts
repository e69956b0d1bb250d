import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { addressParts, isReference, typeOf, type AddressPart } from './fieldTypes';
import { refsOf, type RecordRef } from './records';
import type { FieldPath, Workspace } from './workspace';

/** What a condition does; `isNull` and `notNull` take no value. */
export const operators = [
  'contains', 'startsWith', 'endsWith', 'eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'within',
  'hasAny', 'hasAll', 'isNull', 'notNull',
] as const;
export type Operator = (typeof operators)[number];

export interface Condition {
  /** A field, `lookup.field`, or `address:city`. */
  readonly path: string;
  readonly op: Operator;
  readonly value?: unknown;
}

export interface ConditionGroup {
  readonly match: 'all' | 'any';
  readonly items: readonly (Condition | ConditionGroup)[];
}

export const emptyGroup: ConditionGroup = { match: 'all', items: [] };

/** Groups may stand in groups to this depth; the builder offers as many. */
export const maxGroupDepth = 2;

export function isGroup(item: Condition | ConditionGroup): item is ConditionGroup {
  return 'items' in item;
}

const text: readonly Operator[] = ['contains', 'eq', 'ne', 'startsWith', 'endsWith', 'isNull', 'notNull'];
const ordered: readonly Operator[] = ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'between', 'isNull', 'notNull'];
const moment: readonly Operator[] = ['within', 'gte', 'lte', 'between', 'isNull', 'notNull'];
const blank: readonly Operator[] = ['isNull', 'notNull'];

/** The operators that make sense for a field, the usual one first; none when the field cannot be filtered. */
export function operatorsOf(field: WorkspaceField): readonly Operator[] {
  switch (typeOf(field)) {
    case 'text': case 'longText': case 'email': case 'phone': case 'url': case 'autoNumber': case 'address':
      return text;
    case 'richText':
      return ['contains', ...blank];
    case 'integer': case 'decimal': case 'currency': case 'percent': case 'duration':
      return ordered;
    case 'time':
      return ['gte', 'lte', 'between', 'eq', ...blank];
    case 'date': case 'dateTime':
      return moment;
    case 'checkbox':
      return ['eq'];
    case 'picklist': case 'lookup': case 'masterDetail': case 'polymorphicLookup':
      return ['in', 'notIn', ...blank];
    case 'multiPicklist': case 'tags':
      return ['hasAny', 'hasAll', ...blank];
    case 'manyToMany':
      return ['hasAny'];
    case 'id':
      return ['eq'];
    case 'json': case 'file': case 'image': case 'geolocation':
      return blank;
    case 'encryptedText':
      return [];
  }
}

/** Named spans of time of the `within` operator; those with `n` take a number of days. */
export const spans = [
  'TODAY', 'YESTERDAY', 'TOMORROW', 'THIS_WEEK', 'LAST_WEEK', 'NEXT_WEEK', 'THIS_MONTH', 'LAST_MONTH', 'NEXT_MONTH',
  'THIS_QUARTER', 'LAST_QUARTER', 'NEXT_QUARTER', 'THIS_YEAR', 'LAST_YEAR', 'NEXT_YEAR', 'LAST_N_DAYS', 'NEXT_N_DAYS',
] as const;
export type Span = (typeof spans)[number];

/** What a condition's path leads to: a field, perhaps over a lookup, perhaps one part of an address. */
export interface ConditionTarget extends FieldPath {
  readonly part?: AddressPart;
}

export function resolveCondition(workspace: Workspace, object: WorkspaceObject, path: string): ConditionTarget | undefined {
  const [fieldPath = '', part] = path.split(':', 2);
  const target = workspace.resolve(object, fieldPath);
  if (target === undefined) return undefined;
  const addressPart = addressParts.find((p) => p === part);
  return typeOf(target.field) === 'address'
    ? { ...target, path, part: addressPart ?? 'city' }
    : { ...target, path };
}

/** Every path of an object that a condition may start from: its fields, the parts of addresses, and one step over lookups. */
export function conditionPaths(workspace: Workspace, object: WorkspaceObject): readonly ConditionTarget[] {
  const own = pathsOf(object, '');
  const stepped = object.fields
    .filter((f) => isReference(f) && !f.isSystem)
    .flatMap((f) => pathsOf(workspace.get(f.targets?.[0] ?? ''), `${f.name}.`));
  return [...own, ...stepped].map((path) => resolveCondition(workspace, object, path)).filter((t) => t !== undefined);
}

function pathsOf(object: WorkspaceObject | undefined, prefix: string): readonly string[] {
  return (object?.fields ?? [])
    .filter((f) => operatorsOf(f).length > 0 && f.name !== 'deletedAt' && !(prefix !== '' && (f.isSystem || isReference(f))))
    .flatMap((f) => typeOf(f) === 'address' ? addressParts.map((p) => `${prefix}${f.name}:${p}`) : [`${prefix}${f.name}`]);
}

/** A filter in the JSON form of the API's argument. */
export type ApiFilter = Readonly<Record<string, unknown>>;

/** The group as an API filter; undefined when it has no complete condition. */
export function toApiFilter(workspace: Workspace, object: WorkspaceObject, group: ConditionGroup): ApiFilter | undefined {
  const parts = group.items
    .map((item) => isGroup(item) ? toApiFilter(workspace, object, item) : conditionFilter(workspace, object, item))
    .filter((f) => f !== undefined);
  if (parts.length === 0) return undefined;
  if (parts.length === 1) return parts[0];
  return group.match === 'all' ? { and: parts } : { or: parts };
}

function conditionFilter(workspace: Workspace, object: WorkspaceObject, condition: Condition): ApiFilter | undefined {
  const target = resolveCondition(workspace, object, condition.path);
  if (target === undefined) return undefined;
  const inner = comparison(target.field, condition);
  if (inner === undefined) return undefined;
  if (typeOf(target.field) === 'polymorphicLookup' && 'in' in inner) return amongSeveral(workspace, target.field, condition);
  const own = { [target.field.name]: target.part === undefined ? inner : { [target.part]: inner } };
  return target.via === undefined ? own : { [target.via.name]: own };
}

function comparison(field: WorkspaceField, { op, value }: Condition): ApiFilter | undefined {
  if (op === 'isNull' || op === 'notNull') return { isNull: op === 'isNull' };
  if (!isComplete(op, value)) return undefined;
  const type = typeOf(field);
  if (type === 'lookup' || type === 'masterDetail') return { id: { [op]: idsOf(value) } };
  if (type === 'polymorphicLookup') return { in: value };
  if (type === 'manyToMany') return { some: { id: { in: idsOf(value) } } };
  return { [op]: value };
}

/** A lookup to several objects has a condition for each of them; it is one of the records when one of the conditions holds. */
function amongSeveral(workspace: Workspace, field: WorkspaceField, { op, value }: Condition): ApiFilter | undefined {
  const refs = refsOf(value);
  const parts = (field.targets ?? []).flatMap((name): readonly ApiFilter[] => {
    const target = workspace.get(name);
    const ids = refs.filter((r) => r._object === name).map((r) => r.id);
    return target === undefined || ids.length === 0 ? [] : [{ [field.name]: { [target.singular]: { id: { in: ids } } } }];
  });
  const among = parts.length < 2 ? parts[0] : { or: parts };
  return among !== undefined && op === 'notIn' ? { not: among } : among;
}

/** Conditions keep chosen records with their labels, so that a link to a list shows names; the API takes ids. */
function idsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value)
    ? value.map((v: unknown) => typeof v === 'object' && v !== null && 'id' in v ? v.id : v)
    : [];
}

/** True when the operator has all the values it needs; conditions that are being typed are not yet. */
export function isComplete(op: Operator, value: unknown): boolean {
  if (op === 'isNull' || op === 'notNull') return true;
  if (op === 'between') return Array.isArray(value) && value.length === 2 && value.every((v) => v != null && v !== '');
  if (Array.isArray(value)) return value.length > 0;
  return value != null && value !== '';
}

/** Puts filters together so that all hold. */
export function allOf(...filters: readonly (ApiFilter | undefined)[]): ApiFilter | undefined {
  const given = filters.filter((f) => f !== undefined);
  return given.length < 2 ? given[0] : { and: given };
}

/** Stands for the reader's own id in a view's filter. */
export const me = '$me';

/** How the reader's own id is shown; where there are words in a language, they take its place. */
export const meLabel = '@me';

/** Replaces `"$me"` of a view's filter by the user's id. */
export function withUser(filter: unknown, userId: string): unknown {
  if (filter === me) return userId;
  if (Array.isArray(filter)) return filter.map((f) => withUser(f, userId));
  if (typeof filter === 'object' && filter !== null) {
    return Object.fromEntries(Object.entries(filter).map(([key, value]) => [key, withUser(value, userId)]));
  }
  return filter;
}

/** Number of conditions in all groups. */
export function countConditions(group: ConditionGroup): number {
  return group.items.reduce((sum, item) => sum + (isGroup(item) ? countConditions(item) : 1), 0);
}

/** Reads a group out of an address: whatever does not have the shape is left out. */
export function readGroup(value: unknown, depth = 0): ConditionGroup {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items)) return emptyGroup;
  const match = 'match' in value && value.match === 'any' ? 'any' : 'all';
  const items = value.items.flatMap((item: unknown): readonly (Condition | ConditionGroup)[] => {
    if (typeof item !== 'object' || item === null) return [];
    if ('items' in item) return depth + 1 < maxGroupDepth ? [readGroup(item, depth + 1)] : [];
    const op = 'op' in item ? operators.find((o) => o === item.op) : undefined;
    if (op === undefined || !('path' in item) || typeof item.path !== 'string') return [];
    return [{ path: item.path, op, value: 'value' in item ? item.value : undefined }];
  });
  return { match, items };
}

/**
 * The conditions that an API filter says, for filters of the kind that {@link toApiFilter} makes and people write by hand; undefined for others,
 * which stay as they are.
 */
export function fromApiFilter(workspace: Workspace, object: WorkspaceObject, filter: unknown, depth = 0): ConditionGroup | undefined {
  if (!isPlain(filter)) return undefined;
  const keys = Object.keys(filter);
  if (keys.length === 1 && (keys[0] === 'or' || keys[0] === 'and')) {
    const parts = Object.values(filter)[0];
    if (!Array.isArray(parts)) return undefined;
    const items = parts.map((part: unknown) => itemOf(workspace, object, part, depth));
    return items.every((item) => item !== undefined) ? { match: keys[0] === 'or' ? 'any' : 'all', items } : undefined;
  }
  const found = Object.entries(filter).map(([name, part]) => conditionsOf(workspace, object, name, part));
  return found.every((conditions) => conditions !== undefined) ? { match: 'all', items: found.flat() } : undefined;
}

function itemOf(workspace: Workspace, object: WorkspaceObject, part: unknown, depth: number): Condition | ConditionGroup | undefined {
  const group = fromApiFilter(workspace, object, part, depth + 1);
  if (group?.items.length === 1) return group.items[0];
  return group !== undefined && depth + 1 < maxGroupDepth ? group : undefined;
}

/** The conditions on one field; undefined when they cannot be shown. */
function conditionsOf(workspace: Workspace, object: WorkspaceObject, name: string, part: unknown, via = ''): readonly Condition[] | undefined {
  const field = workspace.field(object.name, name);
  if (field === undefined || !isPlain(part)) return undefined;
  const path = `${via}${name}`;
  const type = typeOf(field);
  if (type === 'address') {
    const found = Object.entries(part).map(([piece, inner]) => (isPlain(inner) ? operated(`${path}:${piece}`, field, inner) : undefined));
    return found.every((c) => c !== undefined) ? found.flat() : undefined;
  }
  if (type === 'lookup' || type === 'masterDetail') {
    const target = workspace.get(field.targets?.[0] ?? '');
    if (target === undefined) return undefined;
    const found = Object.entries(part).map(([key, inner]) => {
      if (key === 'isNull') return operated(path, field, { isNull: inner });
      if (key === 'id' && isPlain(inner)) return operated(path, field, inner, target.name);
      return via === '' ? conditionsOf(workspace, target, key, inner, `${name}.`) : undefined;
    });
    return found.every((c) => c !== undefined) ? found.flat() : undefined;
  }
  return operated(path, field, part);
}

function operated(path: string, field: WorkspaceField, part: ApiFilter, target?: string): readonly Condition[] | undefined {
  const found = Object.entries(part).map(([op, value]): Condition | undefined => {
    if (op === 'isNull') return typeof value === 'boolean' ? { path, op: value ? 'isNull' : 'notNull' } : undefined;
    const single = (target !== undefined || typeOf(field) === 'picklist') && (op === 'eq' || op === 'ne');
    const named = single ? (op === 'eq' ? 'in' : 'notIn') : op;
    const known = operatorsOf(field).find((o) => o === named);
    if (known === undefined) return undefined;
    const given = single ? [value] : value;
    return { path, op: known, value: target === undefined || !Array.isArray(given) ? given : given.map((id: unknown) => refOfId(String(id), target)) };
  });
  return found.every((c) => c !== undefined) ? found : undefined;
}

/** A record of which only the id is known; the reader's own id has a word instead. */
function refOfId(id: string, object: string): RecordRef {
  return { id, _label: id === me ? meLabel : id, _object: object };
}

function isPlain(value: unknown): value is ApiFilter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
