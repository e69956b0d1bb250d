import type {
  WorkspaceDescription, WorkspaceField, WorkspaceObject, WorkspaceRelation, WorkspaceView,
} from '../src/api/workspace.generated.ts';
import type { Doc, FieldDoc, Text } from './fakeDocuments.ts';

const systemLabels: Readonly<Record<string, readonly [type: string, en: string, zh: string]>> = {
  id: ['id', 'Id', '标识'],
  version: ['integer', 'Version', '版本'],
  createdAt: ['dateTime', 'Created at', '创建时间'],
  createdBy: ['lookup', 'Created by', '创建人'],
  updatedAt: ['dateTime', 'Updated at', '修改时间'],
  updatedBy: ['lookup', 'Updated by', '修改人'],
  owner: ['lookup', 'Owner', '负责人'],
  deletedAt: ['dateTime', 'Deleted at', '删除时间'],
};

/** The workspace of an administrator over these documents: a short cut of what the host does, for development alone. */
export function fakeWorkspace(docs: readonly Doc[], locale: string, revision: number): WorkspaceDescription {
  const say = (text: Text | undefined): string => (text === undefined ? '' : typeof text === 'string' ? text : text[locale] ?? text.en ?? '');
  const objects = docs.filter((d) => d.kind === 'object');
  const picklists = new Map(docs.filter((d) => d.kind === 'picklist').map((d) => [d.name, d]));
  const fieldsOf = (doc: Doc): readonly FieldDoc[] => doc.fields as readonly FieldDoc[];

  const choices = (field: FieldDoc): WorkspaceField['choices'] => {
    const values = (field.values ?? picklists.get(String(field.picklist))?.values ?? []) as readonly { value: string; label: Text; color?: string; retired?: boolean }[];
    return ['picklist', 'multiPicklist'].includes(field.type) ? values.map((v) => ({ ...v, label: say(v.label) })) : undefined;
  };
  const toField = (field: FieldDoc): WorkspaceField => ({
    name: field.name, type: field.type, label: say(field.label), help: say(field.help as Text | undefined) || undefined,
    required: field.required === true || field.type === 'masterDetail' || undefined, unique: field.unique === true || undefined,
    readOnly: field.type === 'autoNumber' || undefined, default: field.default,
    maxLength: (field.maxLength as number | undefined) ?? (field.type === 'text' ? 255 : undefined),
    scale: (field.scale as number | undefined) ?? (['decimal', 'currency', 'percent'].includes(field.type) ? 2 : undefined),
    min: field.min === undefined ? undefined : String(field.min), max: field.max === undefined ? undefined : String(field.max),
    choices: choices(field), format: field.format as string | undefined,
    targets: field.target === undefined ? field.targets as readonly string[] | undefined : [String(field.target)],
    accept: ['file', 'image'].includes(field.type) ? [] : undefined, maxBytes: ['file', 'image'].includes(field.type) ? 1_000_000 : undefined,
  });
  const systemFields = (doc: Doc): readonly WorkspaceField[] => [
    ...Object.entries(systemLabels).map(([name, [type, en, zh]]): WorkspaceField => ({
      name, type, label: locale === 'zh-CN' ? zh : en, isSystem: true, readOnly: name !== 'owner' || undefined,
      targets: type === 'lookup' ? ['User'] : undefined,
    })),
    ...(fieldsOf(doc).some((f) => f.type === 'currency') && !fieldsOf(doc).some((f) => f.name === 'currency')
      ? [{ name: 'currency', type: 'text', label: locale === 'zh-CN' ? '币种' : 'Currency', isSystem: true }] : []),
  ];
  const relationsOf = (target: Doc): readonly WorkspaceRelation[] => objects.flatMap((source) => fieldsOf(source)
    .filter((f) => typeof f.inverse === 'string' && (f.target === target.name || (Array.isArray(f.targets) && f.targets.includes(target.name))))
    .map((f): WorkspaceRelation => ({
      name: String(f.inverse), label: say(f.inverseLabel as Text | undefined) || say(source.pluralLabel as Text), object: source.name, field: f.name,
      kind: f.type === 'masterDetail' ? 'detail' : f.type === 'manyToMany' ? 'manyToMany' : f.type === 'polymorphicLookup' ? 'polymorphic' : 'lookup',
    })));
  const sort = (keys: unknown) => (Array.isArray(keys) ? keys.map(String) : []).map((k) => ({ field: k.replace(/^-/, ''), descending: k.startsWith('-') || undefined }));
  const viewsOf = (doc: Doc): readonly WorkspaceView[] => {
    const given = docs.filter((d) => d.kind === 'view' && d.object === doc.name)
      .sort((a, b) => Number(b.default === true) - Number(a.default === true))
      .map((v): WorkspaceView => ({ name: v.name, label: say(v.label), columns: v.columns as readonly string[], filter: v.filter, sort: sort(v.sort) }));
    if (given.length > 0) return given;
    return [{ name: 'all', columns: [String(doc.nameField), 'createdAt', 'updatedAt'], sort: [{ field: 'updatedAt', descending: true }] }];
  };
  const toObject = (doc: Doc): WorkspaceObject => {
    const layout = docs.find((d) => d.kind === 'layout' && d.object === doc.name);
    const own = fieldsOf(doc).map(toField);
    return {
      name: doc.name, singular: lower(doc.name), plural: String(doc.plural ?? pluralOf(doc.name)), label: say(doc.label), pluralLabel: say(doc.pluralLabel as Text),
      icon: doc.icon as string | undefined, nameField: String(doc.nameField), isSystem: doc.system === true || undefined,
      ownership: doc.ownership === 'organization' ? 'organization' : 'user', canCreate: true, canEdit: true, canDelete: true, trackHistory: true,
      masterField: fieldsOf(doc).find((f) => f.type === 'masterDetail')?.name,
      fields: [...systemFields(doc), ...own], relations: relationsOf(doc), pipelines: [], conversions: [],
      layout: layout === undefined
        ? { highlights: [], sections: [{ columns: 2, fields: own.map((f) => f.name) }], relatedLists: [] }
        : {
          highlights: layout.highlights as readonly string[] ?? [],
          sections: (layout.sections as readonly { label: Text; columns: number; fields: readonly string[]; collapsed?: boolean }[])
            .map((s) => ({ ...s, label: say(s.label) })),
          relatedLists: (layout.relatedLists as readonly { relation: string; columns: readonly string[]; sort?: unknown }[] ?? [])
            .map((l) => ({ relation: l.relation, columns: l.columns, sort: sort(l.sort) })),
        },
      rules: [],
      recordTypes: [],
      approvals: [],
      actions: [],
      views: viewsOf(doc),
    };
  };
  const described = objects.map(toObject).sort((a, b) => (a.name < b.name ? -1 : 1));
  const byName = new Map(described.map((o) => [o.name, o]));
  type Group = { label?: Text; items: readonly { object: string; view?: string; label?: Text }[] };
  return {
    revision, locale, locales: [{ tag: 'en', name: 'English' }, { tag: 'zh-CN', name: '简体中文' }],
    user: { id: 'u1', name: 'Lin Lan', email: 'admin@example.com', roles: [] },
    tenant: { name: 'default', label: 'Example', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    rights: ['customize', 'manageUsers', 'export', 'import', 'purge'],
    objects: described,
    navigations: docs.filter((d) => d.kind === 'navigation').map((n) => ({
      name: n.name, label: say(n.label), icon: n.icon as string | undefined,
      groups: [
        ...(n.groups as readonly Group[]).map((g) => ({
          label: say(g.label) || undefined,
          items: g.items.map((i) => ({
            object: i.object, view: i.view, label: say(i.label) || (byName.get(i.object)?.pluralLabel ?? i.object), icon: byName.get(i.object)?.icon,
          })),
        })),
        { items: [{ object: 'Specimen', label: byName.get('Specimen')?.pluralLabel ?? '', icon: 'star' }] },
      ],
    })),
  };
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function pluralOf(name: string): string {
  return lower(name).replace(/y$/, 'ie') + 's';
}
