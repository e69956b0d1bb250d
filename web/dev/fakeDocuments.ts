import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, unknown>;
export type Text = string | Readonly<Record<string, string>>;

/** A document as it stands in a file of `apps/`. Only what the stand-in looks at is named. */
export interface Doc extends Json {
  readonly kind: string;
  readonly name: string;
  readonly label?: Text;
}

export interface FieldDoc extends Json {
  readonly name: string;
  readonly type: string;
  readonly label: Text;
}

/** Every JSON document below a folder. */
export function readDocuments(folder: string): readonly Doc[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly Doc[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readDocuments(path);
    if (!entry.name.endsWith('.json')) return [];
    const doc = JSON.parse(readFileSync(path, 'utf8')) as Doc;
    return typeof doc.kind === 'string' ? [doc] : [];
  });
}

/** An object with a field of every type, to try the widgets on. */
export const specimen: Doc = {
  kind: 'object', name: 'Specimen', label: { 'en': 'Specimen', 'zh-CN': '样本' }, pluralLabel: { 'en': 'Specimens', 'zh-CN': '样本' }, nameField: 'title',
  icon: 'star',
  fields: [
    { name: 'title', type: 'text', label: { 'en': 'Title', 'zh-CN': '标题' }, required: true, maxLength: 40 },
    { name: 'number', type: 'autoNumber', label: 'Number', format: 'S-{0000}' },
    { name: 'long', type: 'longText', label: 'Long text' },
    { name: 'rich', type: 'richText', label: 'Formatted text' },
    { name: 'whole', type: 'integer', label: 'Whole number', min: 0, max: 100 },
    { name: 'exact', type: 'decimal', label: 'Decimal number', precision: 18, scale: 4 },
    { name: 'price', type: 'currency', label: 'Price' },
    { name: 'share', type: 'percent', label: 'Share' },
    { name: 'ticked', type: 'checkbox', label: 'Ticked' },
    { name: 'day', type: 'date', label: 'Day' },
    { name: 'moment', type: 'dateTime', label: 'Moment' },
    { name: 'clock', type: 'time', label: 'Time of day' },
    { name: 'length', type: 'duration', label: 'Duration' },
    { name: 'colour', type: 'picklist', label: 'Colour', values: [{ value: 'red', label: 'Red', color: '#c62828' }, { value: 'green', label: 'Green', color: '#2e7d32' }] },
    { name: 'colours', type: 'multiPicklist', label: 'Colours', values: [{ value: 'red', label: 'Red' }, { value: 'green', label: 'Green' }, { value: 'blue', label: 'Blue' }] },
    { name: 'mail', type: 'email', label: 'E-mail' },
    { name: 'call', type: 'phone', label: 'Phone' },
    { name: 'site', type: 'url', label: 'Site' },
    { name: 'home', type: 'address', label: 'Home' },
    { name: 'spot', type: 'geolocation', label: 'Spot' },
    { name: 'account', type: 'lookup', label: 'Account', target: 'Account' },
    { name: 'about', type: 'polymorphicLookup', label: 'About', targets: ['Account', 'Contact', 'Opportunity'] },
    { name: 'products', type: 'manyToMany', label: 'Products', target: 'Product' },
    { name: 'paper', type: 'file', label: 'Paper' },
    { name: 'picture', type: 'image', label: 'Picture' },
    { name: 'labels', type: 'tags', label: 'Labels' },
    { name: 'data', type: 'json', label: 'Data' },
    { name: 'secret', type: 'encryptedText', label: 'Secret' },
  ],
};

const text = (name: string, label: Text): FieldDoc => ({ name, type: 'text', label });

/** The platform's own objects, as far as pages point to them. */
export const systemObjects: readonly Doc[] = [
  {
    kind: 'object', name: 'User', system: true, label: { 'en': 'User', 'zh-CN': '用户' }, pluralLabel: { 'en': 'Users', 'zh-CN': '用户' }, nameField: 'name', icon: 'person',
    fields: [text('name', { 'en': 'Name', 'zh-CN': '姓名' }), { name: 'email', type: 'email', label: 'E-mail' }],
  },
  {
    kind: 'object', name: 'File', system: true, label: 'File', pluralLabel: 'Files', nameField: 'name', icon: 'attach_file',
    fields: [text('name', 'Name'), text('mediaType', 'Media type'), { name: 'size', type: 'decimal', label: 'Size', scale: 0 }],
  },
];
