import { isRecord } from '../api/problems';
import type { StoredDocument } from '../api/metadata';

/** The body of a document, as JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** A text of a document: bare in English, or by language. */
export function textIn(text: unknown, language: string): string {
  if (typeof text === 'string') return language === 'en' ? text : '';
  return isRecord(text) && typeof text[language] === 'string' ? text[language] : '';
}

/** The text for the reader's language, or whichever there is. */
export function textFor(text: unknown, locale: string): string {
  if (typeof text === 'string') return text;
  if (!isRecord(text)) return '';
  const first: unknown = text[locale] ?? text.en ?? Object.values(text)[0];
  return typeof first === 'string' ? first : '';
}

/** A text changed in one language; without another language it is bare. */
export function withText(text: unknown, language: string, value: string): unknown {
  const before: Body = typeof text === 'string' ? { en: text } : isRecord(text) ? text : {};
  const texts: Body = Object.fromEntries(Object.entries({ ...before, [language]: value }).filter(([, said]) => said !== ''));
  const languages = Object.keys(texts);
  return languages.length === 1 && languages[0] === 'en' ? texts.en : languages.length === 0 ? undefined : texts;
}

/** A field inside a document. */
export interface FieldBody extends Body {
  readonly name: string;
  readonly type: string;
}

export function fieldsOf(body: Body): readonly FieldBody[] {
  return Array.isArray(body.fields) ? body.fields.filter(isField) : [];
}

function isField(value: unknown): value is FieldBody {
  return isRecord(value) && typeof value.name === 'string' && typeof value.type === 'string';
}

/** The stable id of a document or field: its own, or the name under which it was first applied. */
export function idOf(body: Body): string {
  return typeof body.id === 'string' ? body.id : String(body.name);
}

/** One step of a draft. Steps are kept instead of documents, so that they can be taken again on documents that others have changed. */
export type Step =
  | { readonly kind: 'createObject'; readonly body: Body }
  | { readonly kind: 'editObject'; readonly object: string; readonly changes: Body }
  | { readonly kind: 'removeObject'; readonly object: string }
  /** `typed`: changed as somebody types, in place; such changes of one field become one. */
  | { readonly kind: 'putField'; readonly object: string; readonly id: string | undefined; readonly field: FieldBody; readonly typed?: boolean }
  | { readonly kind: 'removeField'; readonly object: string; readonly id: string }
  | { readonly kind: 'putRule'; readonly object: string; readonly name: string | undefined; readonly rule: Body }
  | { readonly kind: 'removeRule'; readonly object: string; readonly name: string }
  /** `key`: the combination as it was; see `combinationOf`. */
  | { readonly kind: 'putUnique'; readonly object: string; readonly key: string | undefined; readonly index: Body }
  | { readonly kind: 'removeUnique'; readonly object: string; readonly key: string }
  /** `apart`: a change of its own, that can be taken back alone; typing makes others, which become one. */
  | { readonly kind: 'putDocument'; readonly document: DocumentKey; readonly body: Body; readonly apart?: boolean }
  | { readonly kind: 'removeDocument'; readonly document: DocumentKey };

/** A document by its kind and stable id. */
export interface DocumentKey {
  readonly kind: string;
  readonly id: string;
}

export function keyOf(body: Body): DocumentKey {
  return { kind: String(body.kind), id: idOf(body) };
}

/** An edit as the host takes it. */
export type Edit =
  | { readonly kind: 'put'; readonly body: Body }
  | { readonly kind: 'remove'; readonly document: { readonly kind: string; readonly name: string } };

/** A document and what the draft made of it. */
export interface Drafted {
  readonly stored: StoredDocument | undefined;
  /** Undefined when the draft removes the document. */
  readonly body: Body | undefined;
}

/** Takes the steps on the documents. `object` in a step is the object's stable id; steps whose object is gone are left out. */
export function draft(documents: readonly StoredDocument[], steps: readonly Step[]): readonly Drafted[] {
  return steps.reduce<readonly Drafted[]>(take, documents.map((stored) => ({ stored, body: stored.body })));
}

function take(all: readonly Drafted[], step: Step): readonly Drafted[] {
  switch (step.kind) {
    case 'createObject':
      return [...all, { stored: undefined, body: step.body }];
    case 'editObject':
      return change(all, step.object, (body) => renamed(body, { ...body, ...step.changes }));
    case 'removeObject':
      return all.map((d) => (isObject(d, step.object) ? { ...d, body: undefined } : d)).filter((d) => d.stored !== undefined || d.body !== undefined);
    case 'putField':
      return inList(all, step.object, 'fields', step.id, (fields) => putField(fields.filter(isField), step.id, step.field));
    case 'removeField':
      return inList(all, step.object, 'fields', step.id, (fields) => fields.filter((f) => idOf(f) !== step.id));
    case 'putRule':
      return inList(all, step.object, 'rules', step.name, (rules) => putRule(rules, step.name, step.rule));
    case 'removeRule':
      return inList(all, step.object, 'rules', step.name, (rules) => rules.filter((r) => r.name !== step.name));
    case 'putUnique':
      return inList(all, step.object, 'indexes', step.key, (indexes) => (step.key === undefined ? [...indexes, step.index] : indexes.map((i) => (identityOf(i) === step.key ? step.index : i))));
    case 'removeUnique':
      return inList(all, step.object, 'indexes', step.key, (indexes) => indexes.filter((i) => identityOf(i) !== step.key));
    case 'putDocument':
      return all.some((d) => isDocument(d, step.document))
        ? all.map((d) => (isDocument(d, step.document) ? { ...d, body: renamed(d.body ?? d.stored?.body ?? step.body, step.body) } : d))
        : [...all, { stored: undefined, body: step.body }];
    case 'removeDocument':
      return all.map((d) => (isDocument(d, step.document) ? { ...d, body: undefined } : d)).filter((d) => d.stored !== undefined || d.body !== undefined);
  }
}

export function isDocument(drafted: Drafted, { kind, id }: DocumentKey): boolean {
  const body = drafted.body ?? drafted.stored?.body;
  return body?.kind === kind && idOf(body) === id;
}

/** Adds a step; one that follows another one on the same thing takes its place, so that typing makes one step. */
export function addStep(steps: readonly Step[], step: Step): readonly Step[] {
  const last = steps.at(-1);
  return [...(last !== undefined && continues(last, step) ? steps.slice(0, -1) : steps), step];
}

function continues(last: Step, step: Step): boolean {
  if (last.kind === 'putField' && step.kind === 'putField') return last.typed === true && step.typed === true && last.object === step.object && last.id === step.id;
  return last.kind === 'putDocument' && step.kind === 'putDocument' && last.apart !== true && step.apart !== true
    && last.document.kind === step.document.kind && last.document.id === step.document.id;
}

function isObject(drafted: Drafted, id: string): boolean {
  const body = drafted.body ?? drafted.stored?.body;
  return body?.kind === 'object' && idOf(body) === id;
}

function change(all: readonly Drafted[], object: string, to: (body: Body) => Body): readonly Drafted[] {
  return all.map((d) => (isObject(d, object) && d.body !== undefined ? { ...d, body: to(d.body) } : d));
}

/** A new name is a rename only while the stable id says that it is the same thing. */
function renamed(before: Body, after: Body): Body {
  return before.name === after.name || typeof after.id === 'string' ? after : { ...after, id: idOf(before) };
}

function putField(fields: readonly FieldBody[], id: string | undefined, field: FieldBody): readonly FieldBody[] {
  if (id === undefined) return [...fields, field];
  return fields.map((old) => (idOf(old) === id ? { ...field, ...(field.name === idOf(old) && old.id === undefined ? {} : { id: idOf(old) }) } : old));
}

/** A list of things inside a document. */
type ListName = 'fields' | 'rules' | 'indexes';

/** What an index is known by, since it has no name: its fields in order, and whether it is unique. */
export function combinationOf(index: Body): string {
  return `${index.unique === true ? 'unique' : 'index'}:${Array.isArray(index.fields) ? index.fields.join(',') : ''}`;
}

function identityOf(item: Body): string {
  return item.name === undefined && Array.isArray(item.fields) ? combinationOf(item) : idOf(item);
}

function listOf(body: Body, list: ListName): readonly Body[] {
  const items: unknown = body[list];
  return Array.isArray(items) ? items.filter(isRecord) : [];
}

/**
 * Changes a list of the document that holds the item: the object's own, or, of an object that a package brings, the tenant's extension of it,
 * which is made when there is none.
 */
function inList(
  all: readonly Drafted[], object: string, list: ListName, id: string | undefined, to: (items: readonly Body[]) => readonly Body[],
): readonly Drafted[] {
  const owner = all.find((d) => isObject(d, object));
  if (owner?.body === undefined) return all;
  const changed = (body: Body): Body => {
    const items = to(listOf(body, list));
    // A list that is left empty says nothing; fields are what documents have in any case.
    return items.length === 0 && list !== 'fields' ? Object.fromEntries(Object.entries(body).filter(([key]) => key !== list)) : { ...body, [list]: items };
  };
  if (owner.stored?.package === undefined) return change(all, object, changed);
  const name = String(owner.body.name);
  const extends_ = (d: Drafted): boolean => d.body?.kind === 'fieldExtension' && d.body.object === name && d.stored?.package === undefined;
  if (all.some((d) => extends_(d) && (id === undefined || listOf(d.body ?? {}, list).some((item) => identityOf(item) === id)))) {
    return all.map((d) => (extends_(d) && d.body !== undefined ? { ...d, body: changed(d.body) } : d));
  }
  if (id !== undefined) return all;
  return [...all, { stored: undefined, body: changed({ kind: 'fieldExtension', name: `${name.charAt(0).toLowerCase()}${name.slice(1)}Fields`, object: name }) }];
}

function putRule(rules: readonly Body[], name: string | undefined, rule: Body): readonly Body[] {
  return name === undefined ? [...rules, rule] : rules.map((old) => (old.name === name ? rule : old));
}

/** What the host is to do so that the documents become as drafted. */
export function editsOf(drafted: readonly Drafted[]): readonly Edit[] {
  return drafted.flatMap(({ stored, body }): readonly Edit[] => {
    if (body === undefined) return stored === undefined ? [] : [{ kind: 'remove', document: { kind: stored.kind, name: stored.name } }];
    if (stored !== undefined && JSON.stringify(stored.body) === JSON.stringify(body)) return [];
    // An extension without anything in it says nothing.
    if (body.kind === 'fieldExtension' && fieldsOf(body).length === 0 && listOf(body, 'rules').length === 0 && listOf(body, 'indexes').length === 0) {
      return stored === undefined ? [] : [{ kind: 'remove', document: { kind: stored.kind, name: stored.name } }];
    }
    return [{ kind: 'put', body }];
  });
}

/** Something in a list of an object, with where it comes from and what the draft does to it. */
export interface Entry<Item extends Body> {
  readonly item: Item;
  /** Package of the document that holds it; undefined for the tenant's own. */
  readonly package: string | undefined;
  readonly state: 'kept' | 'added' | 'changed' | 'removed';
}

/** A field of an object with where it comes from and what the draft does to it. */
export interface FieldEntry extends Omit<Entry<FieldBody>, 'item'> {
  readonly field: FieldBody;
}

/** The fields of an object: its own and those of every extension. */
export function fieldEntries(drafted: readonly Drafted[], object: string): readonly FieldEntry[] {
  return entriesOf(drafted, object, fieldsOf).map(({ item, ...entry }) => ({ ...entry, field: item }));
}

/** The validation rules of an object: its own and those of every extension. */
export function ruleEntries(drafted: readonly Drafted[], object: string): readonly Entry<Body>[] {
  return entriesOf(drafted, object, (body) => listOf(body, 'rules'));
}

/** The combinations of fields that no two records share: those of the object and of every extension. */
export function uniqueEntries(drafted: readonly Drafted[], object: string): readonly Entry<Body>[] {
  return entriesOf(drafted, object, (body) => listOf(body, 'indexes').filter((i) => i.unique === true));
}

function entriesOf<Item extends Body>(drafted: readonly Drafted[], object: string, read: (body: Body) => readonly Item[]): readonly Entry<Item>[] {
  const owner = drafted.find((d) => isObject(d, object));
  const name = owner?.stored?.name ?? owner?.body?.name;
  const holders = drafted.filter((d) => {
    const body = d.body ?? d.stored?.body;
    return d === owner || (body?.kind === 'fieldExtension' && (body.object === name || body.object === owner?.body?.name));
  });
  return holders.flatMap(({ stored, body }) => {
    const before = stored === undefined ? [] : read(stored.body);
    const after = body === undefined ? [] : read(body);
    const entry = (item: Item, state: Entry<Item>['state']): Entry<Item> => ({ item, package: stored?.package, state });
    return [
      ...after.map((item) => {
        const old = before.find((f) => identityOf(f) === identityOf(item));
        return entry(item, old === undefined ? 'added' : JSON.stringify(old) === JSON.stringify(item) ? 'kept' : 'changed');
      }),
      ...before.filter((old) => !after.some((f) => identityOf(f) === identityOf(old))).map((item) => entry(item, 'removed')),
    ];
  });
}

/** An API name out of a label: `Contract value` becomes `contractValue`, or `ContractValue` for an object. Empty when nothing is left. */
export function nameFrom(label: string, kind: 'object' | 'field'): string {
  const words = label.normalize('NFKD').replace(/[^A-Za-z0-9 _-]/g, '').split(/[\s_-]+/).filter((w) => w !== '');
  const joined = words.map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('').replace(/^\d+/, '').slice(0, 40);
  return kind === 'object' ? joined : joined.charAt(0).toLowerCase() + joined.slice(1);
}

export function isName(name: string, kind: 'object' | 'field'): boolean {
  return (kind === 'object' ? /^[A-Z][A-Za-z0-9]{0,39}$/ : /^[a-z][A-Za-z0-9]{0,39}$/).test(name);
}
