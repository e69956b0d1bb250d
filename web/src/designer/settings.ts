import type { FieldTypeName } from '../model/fieldTypes';

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
