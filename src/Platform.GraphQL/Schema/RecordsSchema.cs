using System.Diagnostics.CodeAnalysis;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.GraphQL.Schema;

/// <summary>
/// The GraphQL schema of a tenant's records as one permission set sees it: what may not be read is absent, not refused. Types and root fields
/// are built when a request first names them, so that a model of hundreds of objects costs a request only what it uses.
/// </summary>
/// <remarks>
/// A type that comes with an object is named after it (<c>OpportunityFilter</c>); where the model has an object of that very name, an underscore
/// stands between (<c>Opportunity_Filter</c>).
/// </remarks>
public sealed class RecordsSchema
{
    private readonly TypeRegistry _registry;
    private readonly ObjectTypes _types;
    private readonly ActionTypes _actions;

    /// <summary>The schema of a model under a permission set.</summary>
    public RecordsSchema(TenantModel model, PermissionSet permissions)
    {
        Model = model;
        Permissions = permissions;
        _types = new ObjectTypes(this);
        _actions = new ActionTypes(this, _types);
        _registry = new TypeRegistry(AllTypeNames, Build);
        ObjectType query = new("Query", Roots(QueryFields())) { Description = "Reads records." };
        Dictionary<string, Func<FieldDefinition>> mutations = MutationFields();
        Mutation = mutations.Count == 0 ? null : new ObjectType("Mutation", Roots(mutations))
        {
            Description = "Writes records. The fields of one request run one after the other, each in a transaction of its own.",
        };
        Query = query;
        Dictionary<string, ObjectModel> watched = Model.Objects.AsSpan().ToArray().Where(_types.IsWatchable)
            .ToDictionary(ObjectTypes.ChangedName, StringComparer.Ordinal);
        Subscription = watched.Count == 0 ? null : new ObjectType("Subscription", Members.OnDemand(new MemberNames(watched.Keys), name =>
            _types.ChangedRoot(watched[name])))
        {
            Description = "Changes of records as they happen, over server-sent events at /graphql/stream.",
        };
        Schema = new GraphQLSchema(_registry, query, Mutation, Subscription)
        {
            Description = "The records of the tenant that the caller may see.",
            IntrospectionEnabled = permissions.Api.Introspection,
        };
    }

    /// <summary>The model.</summary>
    public TenantModel Model { get; }

    /// <summary>The rights under which the schema was made.</summary>
    public PermissionSet Permissions { get; }

    /// <summary>The schema for parsing, validation and introspection.</summary>
    public GraphQLSchema Schema { get; }

    /// <summary>Greatest page of a list.</summary>
    public int MaxPageSize => Permissions.Api.MaxPageSize ?? PageLimits.Max;

    /// <summary>Page of a list when none is given.</summary>
    internal int DefaultPageSize => Math.Min(PageLimits.Default, MaxPageSize);

    /// <summary>How deep records may be nested.</summary>
    internal int MaxDepth => Permissions.Api.MaxDepth ?? PageLimits.MaxDepth;

    internal ObjectType Query { get; }

    internal ObjectType? Mutation { get; }

    internal ObjectType? Subscription { get; }

    /// <summary>The type of a name that exists.</summary>
    internal T Type<T>(string name)
        where T : NamedType => _registry.Get<T>(name);

    /// <summary>The type that comes with an object, for example its filter.</summary>
    internal T Type<T>(ObjectModel model, string suffix)
        where T : NamedType => _registry.Get<T>(NameOf(model.Name, suffix));

    /// <summary>True when the object's records can be read at all.</summary>
    internal bool CanSee(string objectName) => Model.TryGetObject(objectName, out _) && Permissions.For(objectName).CanRead;

    /// <summary>True when the field is in the schema.</summary>
    internal bool CanSee(ObjectModel model, FieldModel field)
    {
        if (!Permissions.For(model.Name).CanReadField(field.Name)) return false;
        return field.Shape() switch
        {
            FieldShape.Reference or FieldShape.References => CanSee(field.Target()),
            FieldShape.Polymorphic => field.Targets().Any(CanSee),
            _ => true,
        };
    }

    /// <summary>True when the object's records go through pipelines and the caller may see where they are.</summary>
    internal bool HasPipelines(ObjectModel model) => !model.Pipelines.IsEmpty && Permissions.For(model.Name).CanReadField(model.Pipelines[0].Field);

    /// <summary>True when there are acts on the object's records: tasks and requests of approvals.</summary>
    internal bool IsActedUpon(ObjectModel model) => !Model.ApprovalFlows.IsEmpty && CanSee(model.Name) && ApprovalTypes.Acts.Any(a => a.Subject == model.Name);

    /// <summary>The fields that a caller may change in a record that they may edit.</summary>
    internal IEnumerable<FieldModel> EditableFields(ObjectModel model) =>
        Permissions.For(model.Name).Edit == RowPredicate.Nothing ? [] : _types.WritableFields(model, creating: false);

    /// <summary>The to-many fields that are in the schema.</summary>
    internal IEnumerable<RelationLink> VisibleRelations(ObjectModel model)
    {
        foreach (FieldModel field in model.Fields.AsSpan().ToArray())
        {
            if (field.Shape() == FieldShape.References && CanSee(model, field)) yield return RelationLink.Find(Model, model, field.Name)!;
        }

        foreach (RelationModel relation in model.Relations)
        {
            RelationLink link = RelationLink.Of(Model, relation);
            if (CanSee(link.Child.Name) && Permissions.For(link.Child.Name).CanReadField(link.Field.Name)) yield return link;
        }
    }

    /// <summary>Name of the type that comes with an object.</summary>
    internal string NameOf(string objectName, string suffix)
    {
        string plain = objectName + suffix;
        return Model.TryGetObject(plain, out _) || FixedTypes.Find(plain) is not null || ClaimedByLongerObject(objectName, suffix)
            ? $"{objectName}_{suffix}"
            : plain;
    }

    /// <summary>Name of the type that comes with a polymorphic field.</summary>
    internal string NameOf(string objectName, FieldModel field, string suffix) => NameOf(objectName, Pascal(field.Name) + suffix);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // AGroup + Order and A + GroupOrder would be the same name: the longer object keeps it.
    private bool ClaimedByLongerObject(string objectName, string suffix)
    {
        foreach (string other in TypeSuffix.OfObject)
        {
            bool claims = suffix.Length > other.Length && suffix.EndsWith(other, StringComparison.Ordinal)
                && Model.TryGetObject(objectName + suffix[..^other.Length], out _);
            if (claims) return true;
        }

        return false;
    }

    private static Members<FieldDefinition> Roots(Dictionary<string, Func<FieldDefinition>> fields) =>
        Members.OnDemand(new MemberNames(fields.Keys), name => fields[name]());

    private Dictionary<string, Func<FieldDefinition>> QueryFields()
    {
        Dictionary<string, Func<FieldDefinition>> fields = new(StringComparer.Ordinal);
        foreach (ObjectModel model in Model.Objects)
        {
            if (!CanSee(model.Name)) continue;
            fields.TryAdd(model.Singular, () => _types.RecordRoot(model));
            fields.TryAdd(model.Plural, () => _types.ConnectionRoot(model));
            fields.TryAdd(model.Plural + "Group", () => _types.GroupRoot(model));
            string find = "findDuplicate" + Pascal(model.Plural);
            string validate = "validate" + model.Name;
            if (Validates(model)) fields.TryAdd(validate, () => _types.Mutation(validate, new MutationBinding(MutationKind.Validate, model)));
            if (Model.DuplicateRulesOf(model.Name).Count > 0) fields.TryAdd(find, () => _types.DuplicatesRoot(find, model));
        }

        foreach (ActionModel action in _actions.Of(ActionType.Query)) fields.TryAdd(action.Name, () => _actions.Root(action));
        if (fields.Count == 0) fields.Add("nothing", ObjectTypes.NothingRoot);
        return fields;
    }

    private bool Validates(ObjectModel model) =>
        !Model.HooksOf(model.Name, HookEvent.Validate).IsEmpty && (_types.Exists(model, TypeSuffix.Create) || _types.Exists(model, TypeSuffix.Update));

    private Dictionary<string, Func<FieldDefinition>> MutationFields()
    {
        Dictionary<string, Func<FieldDefinition>> fields = new(StringComparer.Ordinal);
        foreach (ObjectModel model in Model.Objects)
        {
            ObjectPermissions rights = Permissions.For(model.Name);
            if (!rights.CanRead) continue;
            string one = model.Name, many = Pascal(model.Plural);
            bool creates = rights.Create && _types.WritableFields(model, creating: true).Any();
            bool edits = rights.Edit != RowPredicate.Nothing && _types.WritableFields(model, creating: false).Any();
            if (creates) Add($"create{one}", MutationKind.Create);
            if (creates) Add($"create{many}", MutationKind.CreateMany);
            if (edits) Add($"update{one}", MutationKind.Update);
            if (edits) Add($"update{many}", MutationKind.UpdateMany);
            if (edits && HasPipelines(model) && rights.CanEditField(model.Pipelines[0].Field)) Add($"advance{one}", MutationKind.Advance);
            if (edits && Model.FlowsOf(model.Name).Any(f => f is { Active: true, Manual: true })) Add($"submit{one}ForApproval", MutationKind.SubmitForApproval);
            if (creates && edits && _types.UniqueFields(model).Any()) Add($"upsert{many}", MutationKind.Upsert);
            if (edits && _types.CanConvert(model) && _types.Exists(model, TypeSuffix.ConversionTargets))
            {
                Add($"convert{one}", MutationKind.Convert);
                Add($"convert{many}", MutationKind.ConvertMany);
            }

            if (rights.Delete == RowPredicate.Nothing) continue;
            Add($"delete{one}", MutationKind.Delete);
            Add($"delete{many}", MutationKind.DeleteMany);
            Add($"restore{one}", MutationKind.Restore);
            if (_types.CanMerge(model)) Add($"merge{many}", MutationKind.Merge);
            if (_types.CanMerge(model)) Add($"unmerge{many}", MutationKind.Unmerge);
            if (Permissions.Has(SystemRight.Purge)) Add($"purge{one}", MutationKind.Purge);

            void Add(string name, MutationKind kind) => fields.TryAdd(name, () => _types.Mutation(name, new MutationBinding(kind, model)));
        }

        foreach (ActionModel action in _actions.Of(ActionType.Mutation)) fields.TryAdd(action.Name, () => _actions.Root(action));
        if (Model.ApprovalFlows.IsEmpty) return fields;
        foreach ((string name, MutationKind kind, string subject) in ApprovalTypes.Acts)
        {
            if (CanSee(subject)) fields.TryAdd(name, () => _types.Mutation(name, new MutationBinding(kind, Model.Object(subject))));
        }

        return fields;
    }

    private IEnumerable<string> AllTypeNames()
    {
        yield return Query.Name;
        if (Mutation is not null) yield return Mutation.Name;
        if (Subscription is not null) yield return Subscription.Name;
        foreach (string name in FixedTypes.Names) yield return name;
        foreach (string name in _actions.Names) yield return name;
        foreach (ObjectModel model in Model.Objects)
        {
            if (!CanSee(model.Name)) continue;
            yield return model.Name;
            foreach (string suffix in TypeSuffix.OfObject)
            {
                if (_types.Exists(model, suffix)) yield return NameOf(model.Name, suffix);
            }

            foreach (FieldModel field in model.Fields)
            {
                if (field.Shape() != FieldShape.Polymorphic || !CanSee(model, field)) continue;
                foreach (string suffix in TypeSuffix.OfPolymorphic) yield return NameOf(model.Name, field, suffix);
            }
        }
    }

    private NamedType? Build(TypeRegistry registry, string name)
    {
        if (name == "Query") return Query;
        if (name == "Mutation") return Mutation;
        if (name == "Subscription") return Subscription;
        if (FixedTypes.Find(name) is { } known) return known;
        if (_actions.Build(name) is { } own) return own;
        if (Model.TryGetObject(name, out ObjectModel? model)) return CanSee(name) ? _types.Record(model) : null;
        foreach (string suffix in TypeSuffix.OfObject)
        {
            if (Owner(name, suffix) is { } owner && _types.Exists(owner, suffix)) return _types.Build(owner, suffix, name);
        }

        return BuildPolymorphic(name);
    }

    private NamedType? BuildPolymorphic(string name)
    {
        string? suffix = TypeSuffix.OfPolymorphic.FirstOrDefault(s => name.EndsWith(s, StringComparison.Ordinal));
        if (suffix is null) return null;
        for (int length = name.Length - suffix.Length - 1; length > 0; length--)
        {
            if (!TryVisible(name[..length], out ObjectModel? model)) continue;
            foreach (FieldModel field in model.Fields)
            {
                bool matches = field.Shape() == FieldShape.Polymorphic && CanSee(model, field) && NameOf(model.Name, field, suffix) == name;
                if (matches) return suffix == TypeSuffix.Target ? _types.Union(name, field) : _types.UnionFilter(name, field);
            }
        }

        return null;
    }

    private ObjectModel? Owner(string name, string suffix)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) return null;
        string objectName = name[..^suffix.Length].TrimEnd('_');
        return TryVisible(objectName, out ObjectModel? model) && NameOf(objectName, suffix) == name ? model : null;
    }

    private bool TryVisible(string name, [NotNullWhen(true)] out ObjectModel? model) =>
        Model.TryGetObject(name, out model) && CanSee(name);
}
