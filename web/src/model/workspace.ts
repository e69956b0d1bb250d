import type {
  WorkspaceDescription, WorkspaceField, WorkspaceObject, WorkspaceRelation, WorkspaceView,
} from '../api/workspace.generated';
import { isReference } from './fieldTypes';

/** A column of a list: a field, or a field of the target of a lookup. */
export interface FieldPath {
  readonly path: string;
  readonly field: WorkspaceField;
  /** The lookup that is stepped over, if any. */
  readonly via?: WorkspaceField;
  readonly object: WorkspaceObject;
  readonly label: string;
}

/** The workspace with look-ups by name. Immutable; a new revision is a new instance. */
export class Workspace {
  private readonly objects: ReadonlyMap<string, WorkspaceObject>;
  private readonly fields: ReadonlyMap<string, ReadonlyMap<string, WorkspaceField>>;

  constructor(readonly description: WorkspaceDescription) {
    this.objects = new Map(description.objects.map((o) => [o.name, o]));
    this.fields = new Map(description.objects.map((o) => [o.name, new Map(o.fields.map((f) => [f.name, f]))]));
  }

  get(name: string): WorkspaceObject | undefined {
    return this.objects.get(name);
  }

  /** The object that somebody means who writes its name in other letters, or in the plural. */
  find(written: string): WorkspaceObject | undefined {
    const name = written.toLowerCase();
    return this.description.objects.find((o) => o.name.toLowerCase() === name) ?? this.description.objects.find((o) => o.plural.toLowerCase() === name);
  }

  /** The object of a name that the workspace itself gave. */
  object(name: string): WorkspaceObject {
    const found = this.objects.get(name);
    if (found === undefined) throw new Error(`The workspace has no object ${name}.`);
    return found;
  }

  field(object: string, name: string): WorkspaceField | undefined {
    return this.fields.get(object)?.get(name);
  }

  relation(object: string, name: string): WorkspaceRelation | undefined {
    return this.objects.get(object)?.relations.find((r) => r.name === name);
  }

  hasRight(right: string): boolean {
    return this.description.rights.includes(right);
  }

  /** True when records of some object are submitted for approval, so that somebody may be asked. */
  get hasApprovals(): boolean {
    return this.get('ApprovalTask') !== undefined && this.description.objects.some((o) => o.hasApprovals === true);
  }

  /** Resolves `name` or `lookup.name`; undefined when the user does not have it. */
  resolve(object: WorkspaceObject, path: string): FieldPath | undefined {
    const [first = '', second] = path.split('.', 2);
    const field = this.field(object.name, first);
    if (field === undefined) return undefined;
    if (second === undefined) return { path, field, object, label: field.label };
    const target = this.get(field.targets?.[0] ?? '');
    const inner = target && this.field(target.name, second);
    if (target === undefined || inner === undefined) return undefined;
    const label = second === target.nameField ? field.label : `${field.label} · ${inner.label}`;
    return { path, field: inner, via: field, object: target, label };
  }

  resolveAll(object: WorkspaceObject, paths: readonly string[]): readonly FieldPath[] {
    return paths.map((path) => this.resolve(object, path)).filter((p) => p !== undefined);
  }

  view(object: WorkspaceObject, name: string | undefined): WorkspaceView {
    const found = object.views.find((v) => v.name === name) ?? object.views[0];
    if (found === undefined) throw new Error(`${object.name} has no view.`);
    return found;
  }
}

/** Everything that a list of an object may have as a column: its fields, and one step over its lookups. */
export function columnPaths(workspace: Workspace, object: WorkspaceObject): readonly FieldPath[] {
  const stepped = object.fields
    .filter((f) => !f.isSystem && isReference(f))
    .flatMap((f) => (workspace.get(f.targets?.[0] ?? '')?.fields ?? []).filter((inner) => !inner.isSystem && !isReference(inner) && !unsuitable.has(inner.type)).map((inner) => `${f.name}.${inner.name}`));
  return workspace.resolveAll(object, [...object.fields.filter((f) => !unsuitable.has(f.type)).map((f) => f.name), ...stepped]);
}

/** Types whose values are not for a line of a list. */
const unsuitable: ReadonlySet<string> = new Set(['encryptedText', 'json', 'id']);
