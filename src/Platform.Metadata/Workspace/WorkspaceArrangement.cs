using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Workspace;

/// <summary>
/// Layout and views of one object for one user: the documents', reduced to what the user may read, or ones made from the fields.
/// </summary>
internal sealed class WorkspaceArrangement(
    ObjectModel source,
    EquatableArray<WorkspaceField> fields,
    EquatableArray<WorkspaceRelation> relations,
    TenantModel model,
    PermissionSet permissions,
    string locale)
{
    /// <summary>Columns of a list that no document describes.</summary>
    private const int MadeColumns = 6;

    /// <summary>Fields whose values are too long, or too private, for a column that nobody asked for.</summary>
    private static readonly string[] UnsuitableForColumns =
        [.. new[] { typeof(LongTextType), typeof(RichTextType), typeof(JsonType), typeof(EncryptedTextType), typeof(FileType),
            typeof(ManyToManyType), typeof(AddressType), typeof(GeolocationType) }.Select(FieldTypeNames.Of)];

    private readonly HashSet<string> _readable = [.. fields.Select(f => f.Name)];

    public WorkspaceLayout Layout()
    {
        // A layout that a record type names is that of its records, unless there is no other.
        LayoutDocument? document = model.Layouts.Where(l => l.Object == source.Name).OrderBy(l => source.RecordTypes.Any(t => t.Layout == l.Name)).FirstOrDefault();
        return document is null ? MadeLayout() : LayoutOf(document);
    }

    public EquatableArray<WorkspaceRecordType> RecordTypes() => source.RecordTypes.Select(t => new WorkspaceRecordType(
        t.Name, t.Label.In(locale), t.Description?.In(locale), t.Active, t.Default,
        t.Picklists.Where(p => _readable.Contains(p.Field)).ToEquatableArray(),
        t.Defaults.Where(d => _readable.Contains(d.Field)).ToEquatableArray(),
        model.Layouts.FirstOrDefault(l => l.Object == source.Name && l.Name == t.Layout) is { } layout ? LayoutOf(layout) : null)).ToEquatableArray();

    private WorkspaceLayout LayoutOf(LayoutDocument document) => new(
        document.Highlights.Where(_readable.Contains).ToEquatableArray(),
        document.Sections
            .Select(s => new WorkspaceSection(
                s.Label.In(locale), s.Columns, s.Fields.Where(_readable.Contains).ToEquatableArray(), s.Collapsed))
            .Where(s => !s.Fields.IsEmpty)
            .ToEquatableArray(),
        document.RelatedLists
            .Where(l => relations.Any(r => r.Name == l.Relation))
            .Select(RelatedList)
            .ToEquatableArray());

    public EquatableArray<WorkspaceView> Views()
    {
        List<WorkspaceView> views = model.Views
            .Where(v => v.Object == source.Name)
            .OrderByDescending(v => v.Default)
            .Select(v => new WorkspaceView(
                v.Name,
                v.Label?.In(locale) ?? v.Name,
                v.Columns.Where(c => CanReadPath(source, c)).ToEquatableArray(),
                v.Filter,
                v.Sort.Where(k => _readable.Contains(k.Field)).ToEquatableArray()))
            .Where(v => !v.Columns.IsEmpty)
            .ToList();
        return views.Count > 0 ? [.. views] : [MadeView()];
    }

    private WorkspaceRelatedList RelatedList(RelatedList list)
    {
        ObjectModel child = model.Object(relations.First(r => r.Name == list.Relation).Object);
        EquatableArray<string> columns = list.Columns.Where(c => CanReadPath(child, c)).ToEquatableArray();
        return new WorkspaceRelatedList(
            list.Relation,
            columns.IsEmpty ? [child.NameField] : columns,
            list.Sort.Where(k => CanReadPath(child, k.Field)).ToEquatableArray());
    }

    private WorkspaceLayout MadeLayout()
    {
        EquatableArray<string> own = fields.Where(f => !f.IsSystem).Select(f => f.Name).ToEquatableArray();
        string[] stamps = [SystemFields.Owner, SystemFields.CreatedBy, SystemFields.CreatedAt, SystemFields.UpdatedBy, SystemFields.UpdatedAt];
        WorkspaceSection[] sections =
        [
            new(null, 2, own, false),
            new(null, 2, stamps.Where(_readable.Contains).ToEquatableArray(), false),
        ];
        return new WorkspaceLayout(
            [],
            sections.Where(s => !s.Fields.IsEmpty).ToEquatableArray(),
            relations
                .Where(r => !model.Object(r.Object).IsSystem)
                .Select(r => new WorkspaceRelatedList(r.Name, MadeColumnsOf(model.Object(r.Object), except: r.Field), []))
                .ToEquatableArray());
    }

    private WorkspaceView MadeView() => new(
        "all", null, MadeColumnsOf(source, except: null), null, [new SortKey(SystemFields.UpdatedAt, Descending: true)]);

    private EquatableArray<string> MadeColumnsOf(ObjectModel target, string? except)
    {
        ObjectPermissions rights = permissions.For(target.Name);
        IEnumerable<string> own = target.Fields
            .Where(f => !f.IsSystem && f.Name != target.NameField && f.Name != except && !UnsuitableForColumns.Contains(f.Type.Name))
            .Select(f => f.Name);
        return own.Prepend(target.NameField)
            .Where(rights.CanReadField)
            .Take(MadeColumns - 1)
            .Append(SystemFields.UpdatedAt)
            .ToEquatableArray();
    }

    /// <summary>True for a readable field, or for one step over a readable lookup to a readable field of its target.</summary>
    private bool CanReadPath(ObjectModel start, string path)
    {
        string[] steps = path.Split('.', 2);
        if (!start.TryGetField(steps[0], out FieldModel? field) || !permissions.For(start.Name).CanReadField(field.Name)) return false;
        if (steps.Length == 1) return true;
        string? target = field.Type switch
        {
            LookupType t => t.Target,
            MasterDetailType t => t.Target,
            _ => null,
        };
        return target is not null
            && permissions.For(target) is { CanRead: true } rights
            && rights.CanReadField(steps[1])
            && model.Object(target).TryGetField(steps[1], out _);
    }
}
