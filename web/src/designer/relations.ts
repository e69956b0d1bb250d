import { fieldsOf, textFor, type Body, type Drafted, type FieldBody } from './documents';
import { targetsOf } from './settings';

/** A list of related records that an object has. */
export interface RelationEntry {
  readonly name: string;
  readonly label: string;
  /** Object of the records in it. */
  readonly object: string;
}

/** The lists of an object: inverses of references to it, and many-to-many fields of it. */
export function relationsOf(drafted: readonly Drafted[], object: string, locale: string): readonly RelationEntry[] {
  const found: RelationEntry[] = [];
  for (const { body } of drafted) {
    const owner = ownerOf(body);
    if (body === undefined || owner === undefined) continue;
    for (const field of fieldsOf(body)) {
      if (owner === object && field.type === 'manyToMany' && typeof field.target === 'string') {
        found.push({ name: field.name, label: textFor(field.label, locale) || field.name, object: field.target });
      }
      if (typeof field.inverse === 'string' && targetsOf(field).includes(object)) {
        found.push({ name: field.inverse, label: textFor(field.inverseLabel, locale) || pluralOf(drafted, owner, locale), object: owner });
      }
    }
  }
  return found;
}

/** Every field of an object by its name, extensions included. */
export function allFieldsOf(drafted: readonly Drafted[], object: string): readonly FieldBody[] {
  return drafted.flatMap(({ body }) => (body !== undefined && ownerOf(body) === object ? fieldsOf(body) : []));
}

function ownerOf(body: Body | undefined): string | undefined {
  if (body?.kind === 'object') return String(body.name);
  return body?.kind === 'fieldExtension' ? String(body.object) : undefined;
}

function pluralOf(drafted: readonly Drafted[], object: string, locale: string): string {
  const body = drafted.find((d) => d.body?.kind === 'object' && d.body.name === object)?.body;
  return textFor(body?.pluralLabel, locale) || object;
}
