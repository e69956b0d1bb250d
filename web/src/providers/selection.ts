import type { WorkspaceField, WorkspaceObject } from '../api/workspace.generated';
import { isRecord } from '../api/problems';
import { addressParts, typeOf } from '../model/fieldTypes';
import type { AppRecord, RecordRef } from '../model/records';
import type { FieldPath, Workspace } from '../model/workspace';

/** Most linked records of a many-to-many field that a record carries with it. */
const maxLinked = 100;

/** What every record is read with: the guard of concurrency, the bin's mark, and the user's rights on the row. */
const common = ['id', 'version', 'deletedAt', '_access { canEdit canDelete }'];

/** The selection of whole fields of one object. */
export function selectFields(workspace: Workspace, object: WorkspaceObject, fields: readonly WorkspaceField[]): string {
  const parts = fields.map((f) => selectField(workspace, f, [])).filter((p) => p !== undefined);
  return unique([...commonOf(object), ...parts]).join(' ');
}

/** The selection of the columns of a list; columns over the same lookup share its selection. */
export function selectColumns(workspace: Workspace, object: WorkspaceObject, paths: readonly FieldPath[]): string {
  const named = workspace.field(object.name, object.nameField);
  const own = paths.filter((p) => p.via === undefined).map((p) => p.field);
  const stepped = new Map<WorkspaceField, WorkspaceField[]>(own.map((f) => [f, []]));
  if (named !== undefined && !stepped.has(named)) stepped.set(named, []);
  for (const { via, field } of paths) {
    if (via !== undefined) stepped.set(via, [...(stepped.get(via) ?? []), field]);
  }
  const currency = workspace.field(object.name, 'currency');
  if (currency !== undefined && paths.some((p) => typeOf(p.field) === 'currency')) stepped.set(currency, []);
  const parts = [...stepped].map(([field, inner]) => selectField(workspace, field, inner)).filter((p) => p !== undefined);
  return unique([...commonOf(object), ...parts]).join(' ');
}

function commonOf(object: WorkspaceObject): readonly string[] {
  const readable = new Set(object.fields.map((f) => f.name));
  return common.filter((part) => part.startsWith('_') || part === 'id' || readable.has(part));
}

/** One field's selection; undefined when the user may read none of its targets. `inner` are fields wanted of a lookup's target. */
function selectField(workspace: Workspace, field: WorkspaceField, inner: readonly WorkspaceField[]): string | undefined {
  switch (typeOf(field)) {
    case 'lookup':
    case 'masterDetail': {
      const target = targetOf(workspace, field);
      return target && `${field.name} { ${referenceParts(workspace, target, inner)} }`;
    }
    case 'manyToMany': {
      const target = targetOf(workspace, field);
      return target && `${field.name}(first: ${maxLinked}) { nodes { ${referenceParts(workspace, target, inner)} } }`;
    }
    case 'polymorphicLookup': {
      const targets = (field.targets ?? []).map((name) => workspace.get(name)).filter((t) => t !== undefined);
      if (targets.length === 0) return undefined;
      // The name fields of different objects may differ in type, so each has an alias of its own (fields must merge).
      const members = targets.map((t) => `... on ${t.name} { id label${t.name}: ${t.nameField} }`);
      return `${field.name} { __typename ${members.join(' ')} }`;
    }
    case 'encryptedText':
      // Written through the API, never read.
      return undefined;
    case 'address':
      return `${field.name} { ${addressParts.join(' ')} }`;
    case 'geolocation':
      return `${field.name} { latitude longitude }`;
    case 'file':
    case 'image':
      return workspace.get('File') && `${field.name} { id name size mediaType }`;
    default:
      return field.name;
  }
}

function referenceParts(workspace: Workspace, target: WorkspaceObject, inner: readonly WorkspaceField[]): string {
  const parts = inner.map((f) => selectField(workspace, f, [])).filter((p) => p !== undefined);
  if (inner.some((f) => typeOf(f) === 'currency') && workspace.field(target.name, 'currency')) parts.push('currency');
  return unique(['id', target.nameField, ...parts]).join(' ');
}

function targetOf(workspace: Workspace, field: WorkspaceField): WorkspaceObject | undefined {
  return workspace.get(field.targets?.[0] ?? '');
}

function unique(parts: readonly string[]): readonly string[] {
  return [...new Set(parts)];
}

/** Turns a node of an answer into a record of the application: references get a label, linked records become lists. */
export function readNode(workspace: Workspace, object: WorkspaceObject, node: Readonly<Record<string, unknown>>): AppRecord {
  const record: Record<string, unknown> = { ...node };
  for (const field of object.fields) {
    if (field.name in node) record[field.name] = readValue(workspace, field, node[field.name]);
  }
  return { ...record, id: String(node.id) };
}

function readValue(workspace: Workspace, field: WorkspaceField, value: unknown): unknown {
  switch (typeOf(field)) {
    case 'lookup':
    case 'masterDetail': {
      const target = targetOf(workspace, field);
      return target && isRecord(value) ? readReference(workspace, target, value) : null;
    }
    case 'manyToMany': {
      const target = targetOf(workspace, field);
      return target === undefined ? [] : readNodes(value).map((node) => readReference(workspace, target, node));
    }
    case 'polymorphicLookup': {
      const target = isRecord(value) ? workspace.get(String(value.__typename)) : undefined;
      return target && isRecord(value) ? reference(target, value, value[`label${target.name}`]) : null;
    }
    case 'file':
    case 'image':
      return isRecord(value) ? { ...value, _label: String(value.name ?? ''), _object: 'File' } : null;
    default:
      return value;
  }
}

function readReference(workspace: Workspace, target: WorkspaceObject, node: Readonly<Record<string, unknown>>): RecordRef {
  const inner = readNode(workspace, target, node);
  return { ...inner, ...reference(target, node, node[target.nameField]) };
}

function reference(target: WorkspaceObject, node: Readonly<Record<string, unknown>>, label: unknown): RecordRef {
  return { id: String(node.id), _label: label == null || label === '' ? '—' : String(label), _object: target.name };
}

export function readNodes(connection: unknown): readonly Record<string, unknown>[] {
  const nodes = isRecord(connection) ? connection.nodes : connection;
  return Array.isArray(nodes) ? nodes.filter(isRecord) : [];
}
