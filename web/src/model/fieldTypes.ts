import type { WorkspaceField } from '../api/workspace.generated';

/** The names of the field types of documents. */
export const fieldTypes = [
  'text', 'longText', 'richText', 'integer', 'decimal', 'currency', 'percent', 'checkbox', 'date', 'dateTime', 'time', 'duration',
  'picklist', 'multiPicklist', 'email', 'phone', 'url', 'address', 'geolocation', 'autoNumber', 'lookup', 'polymorphicLookup',
  'masterDetail', 'manyToMany', 'file', 'image', 'tags', 'json', 'encryptedText',
] as const;

export type FieldTypeName = (typeof fieldTypes)[number] | 'id';

const known: ReadonlySet<string> = new Set<string>([...fieldTypes, 'id']);

/** The type of a field; a type that this build does not know is shown as text. */
export function typeOf(field: WorkspaceField): FieldTypeName {
  return isFieldType(field.type) ? field.type : 'text';
}

function isFieldType(name: string): name is FieldTypeName {
  return known.has(name);
}

const numeric: ReadonlySet<FieldTypeName> = new Set<FieldTypeName>(['integer', 'decimal', 'currency', 'percent', 'duration']);
const references: ReadonlySet<FieldTypeName> = new Set<FieldTypeName>(['lookup', 'masterDetail']);
const unsortable: ReadonlySet<FieldTypeName> = new Set<FieldTypeName>([
  'richText', 'longText', 'json', 'encryptedText', 'address', 'geolocation', 'manyToMany', 'file', 'image', 'tags', 'multiPicklist',
  'polymorphicLookup',
]);
const wide: ReadonlySet<FieldTypeName> = new Set<FieldTypeName>(['longText', 'richText', 'json', 'address']);

export const isNumeric = (field: WorkspaceField): boolean => numeric.has(typeOf(field));
export const isReference = (field: WorkspaceField): boolean => references.has(typeOf(field));
export const isSortable = (field: WorkspaceField): boolean => !unsortable.has(typeOf(field));

/** Takes the whole width of a section. */
export const isWide = (field: WorkspaceField): boolean => wide.has(typeOf(field));

export const addressParts = ['street', 'city', 'state', 'postalCode', 'country'] as const;
export type AddressPart = (typeof addressParts)[number];
