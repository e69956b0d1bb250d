import { isRecord, text } from '../api/problems';
import type { FieldTypeName } from '../model/fieldTypes';
import { compareDecimals, isDecimal } from '../model/decimals';
import type { Body, FieldBody } from './documents';

/** How a setting of a field type is edited. */
export type Setting =
  | { readonly kind: 'number' | 'text' | 'flag' | 'list'; readonly name: string; readonly label: string }
  | { readonly kind: 'object' | 'objects'; readonly name: string; readonly label: string }
  | { readonly kind: 'choice'; readonly name: string; readonly label: string; readonly options: readonly (readonly [value: string, label: string])[] }
  | { readonly kind: 'choices' };

const number = (name: string): Setting => ({ kind: 'number', name, label: `studio.${name}` });
const target: Setting = { kind: 'object', name: 'target', label: 'studio.target' };
const inverse: Setting = { kind: 'text', name: 'inverse', label: 'studio.inverse' };
const bounds = [number('min'), number('max')];

/** The settings of each type, beside what every field has. */
export const settingsOf: Readonly<Partial<Record<FieldTypeName, readonly Setting[]>>> = {
  text: [number('maxLength'), { kind: 'text', name: 'pattern', label: 'studio.pattern' }],
  longText: [number('maxLength')],
  richText: [number('maxLength')],
  encryptedText: [number('maxLength')],
  integer: bounds,
  decimal: [number('precision'), number('scale'), ...bounds],
  currency: [number('precision'), number('scale'), ...bounds],
  percent: [number('scale'), ...bounds],
  picklist: [{ kind: 'choices' }],
  multiPicklist: [{ kind: 'choices' }],
  autoNumber: [{ kind: 'text', name: 'format', label: 'studio.format' }, { kind: 'flag', name: 'gapless', label: 'studio.gapless' }],
  lookup: [
    target,
    {
      kind: 'choice', name: 'onDelete', label: 'studio.onDelete',
      options: [['clear', 'studio.onDeleteClear'], ['restrict', 'studio.onDeleteRestrict'], ['cascade', 'studio.onDeleteCascade']],
    },
    inverse,
  ],
  masterDetail: [target, inverse],
  manyToMany: [target, inverse],
  polymorphicLookup: [{ kind: 'objects', name: 'targets', label: 'studio.targets' }, inverse],
  file: [number('maxBytes'), { kind: 'list', name: 'accept', label: 'studio.accept' }],
  image: [number('maxBytes')],
};

/** Names of all settings, so that those of the former type go when a field changes its type. */
export const settingNames: ReadonlySet<string> = new Set([
  ...Object.values(settingsOf).flatMap((settings) => settings.flatMap((s) => (s.kind === 'choices' ? ['values', 'picklist'] : [s.name]))),
  'start', 'inverseLabel',
]);

/** Types of which uniqueness means something. */
export const canBeUnique: ReadonlySet<string> = new Set<FieldTypeName>(['text', 'integer', 'decimal', 'date', 'dateTime', 'email', 'phone', 'url', 'lookup']);

/** Types that can be indexed. */
export const canBeIndexed: ReadonlySet<string> = new Set<FieldTypeName>([
  'text', 'integer', 'decimal', 'currency', 'percent', 'checkbox', 'date', 'dateTime', 'time', 'duration', 'picklist', 'multiPicklist', 'email', 'phone',
  'url', 'autoNumber', 'lookup', 'masterDetail', 'polymorphicLookup', 'tags',
]);

/** Where the value of a field comes from. */
export type ValueSource = 'entered' | 'formula' | 'rollup' | 'computedBy';

export function valueSourceOf(field: FieldBody): ValueSource {
  if (typeof field.formula === 'string') return 'formula';
  if (typeof field.computedBy === 'string') return 'computedBy';
  return field.rollup === undefined ? 'entered' : 'rollup';
}

const ofSources: Readonly<Record<ValueSource, readonly string[]>> = {
  entered: ['required', 'unique', 'createOnly', 'default', 'defaultFormula', 'requiredWhen', 'readOnlyWhen'], formula: ['formula'], rollup: ['rollup'], computedBy: ['computedBy'],
};

/** The changes that give a field another source of its value: without what the former one had, and with what the new one had before, or else begins with. */
export function withSource(next: ValueSource, before: Body, begin: Body): Body {
  const [members, others] = [ofSources[next], Object.entries(ofSources).flatMap(([source, names]) => (source === next ? [] : names))];
  return { ...Object.fromEntries(others.map((name) => [name, undefined])), ...Object.fromEntries(members.map((name) => [name, before[name] ?? begin[name]])) };
}

/** What a field has of its source. */
export function sourceMembers(field: FieldBody): Body {
  return Object.fromEntries(ofSources[valueSourceOf(field)].flatMap((name) => (field[name] === undefined ? [] : [[name, field[name]]])));
}

/** Types that a formula can give. */
export const canBeComputed: ReadonlySet<string> = new Set<FieldTypeName>([
  'text', 'longText', 'integer', 'decimal', 'currency', 'percent', 'checkbox', 'date', 'dateTime', 'duration',
]);

/** Types of which a new record's value can be computed. */
export const canBeDefaulted: ReadonlySet<string> = new Set<FieldTypeName>([
  'text', 'longText', 'richText', 'integer', 'decimal', 'currency', 'percent', 'checkbox', 'date', 'dateTime', 'duration', 'picklist', 'multiPicklist', 'email',
  'phone', 'url', 'lookup', 'masterDetail', 'tags',
]);

/** Types that a rollup can give. */
export const canRollUp: ReadonlySet<string> = new Set<FieldTypeName>(['text', 'integer', 'decimal', 'currency', 'percent', 'date', 'dateTime', 'duration', 'checkbox', 'picklist']);

/** What a rollup of a type can make of the records of a list. */
export function rollupFunctions(type: string): readonly string[] {
  switch (type) {
    case 'integer': return ['count', 'sum', 'min', 'max', 'first', 'last'];
    case 'decimal': return ['sum', 'avg', 'min', 'max', 'count', 'first', 'last'];
    case 'currency': case 'percent': case 'duration': return ['sum', 'avg', 'min', 'max', 'first', 'last'];
    case 'date': case 'dateTime': return ['min', 'max', 'first', 'last'];
    default: return ['first', 'last'];
  }
}

/** A rollup after a change: a count takes no field, and only first and last have an order. */
export function withRollup(rollup: Body, changes: Body): Body {
  const next = { ...rollup, ...changes };
  const ordered = next.function === 'first' || next.function === 'last';
  return Object.fromEntries(Object.entries(next).filter(([name, value]) =>
    value !== undefined && value !== '' && !(name === 'field' && next.function === 'count') && !(name === 'orderBy' && !ordered)));
}

/** Types whose choice of records can be narrowed by a condition. */
export const canBeFiltered: ReadonlySet<string> = new Set<FieldTypeName>(['lookup', 'masterDetail', 'manyToMany', 'polymorphicLookup']);

/** The conditions on the records that a field may point to, by object: of a field that points to one object, its only one. */
export function choosableOf(field: FieldBody): ReadonlyMap<string, string> {
  const { choosable } = field;
  const of = (target: unknown): unknown => (isRecord(choosable) ? choosable[String(target)] : choosable);
  return new Map(targetsOf(field).map((target) => [target, text(of(target)) ?? '']));
}

/** What the document holds for conditions by object; undefined for none. */
export function choosableFrom(type: string, conditions: ReadonlyMap<string, string>): unknown {
  const said = [...conditions].filter(([, condition]) => condition !== '');
  if (said.length === 0) return undefined;
  return type === 'polymorphicLookup' ? Object.fromEntries(said) : said[0]?.[1];
}

/** Names of the objects that a field points to. */
export function targetsOf(field: FieldBody): readonly string[] {
  const { target, targets } = field;
  return (field.type === 'polymorphicLookup' && Array.isArray(targets) ? targets : [target]).filter((name): name is string => typeof name === 'string' && name !== '');
}

/** Types whose choices can depend on another field. */
export const canDepend: ReadonlySet<string> = new Set<FieldTypeName>(['picklist', 'multiPicklist']);

/** Types that choices can depend on. */
export const canDecide: ReadonlySet<string> = new Set<FieldTypeName>(['picklist', 'checkbox']);

/** Keys of a field that its type alone gives a meaning to, beside its settings: they go when the type no longer has them. */
export function losesWith(type: string): readonly string[] {
  return [
    ...(canBeComputed.has(type) ? [] : ['formula']), ...(canRollUp.has(type) ? [] : ['rollup']), ...(canBeDefaulted.has(type) ? [] : ['defaultFormula']),
    ...(canBeFiltered.has(type) ? [] : ['choosable']), ...(canDepend.has(type) ? [] : ['dependsOn']),
  ];
}

/** A number as a document holds it: as text where a number of JSON would not be the one that was typed. */
export function numberOrText(typed: string): number | string {
  const number = Number(typed);
  return isDecimal(typed) && isDecimal(String(number)) && compareDecimals(String(number), typed) === 0 ? number : typed;
}
