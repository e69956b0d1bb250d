using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>What a field refers to.</summary>
internal static class References
{
    // No object's name begins so: what follows is an object's stable id.
    private const char IdMark = '#';

    /// <summary>Names of the objects that a reference may point to; null for a field that is none.</summary>
    public static IEnumerable<string>? TargetsOf(FieldType type) => type switch
    {
        LookupType t => [t.Target],
        MasterDetailType t => [t.Target],
        ManyToManyType t => [t.Target],
        PolymorphicLookupType t => t.Targets,
        _ => null,
    };

    /// <summary>True when the second type refers to other objects than the first, so that present links lose their meaning.</summary>
    public static bool Differ(TenantModel fromModel, FieldType from, TenantModel toModel, FieldType to) =>
        IdsOf(fromModel, from) is { } before && IdsOf(toModel, to) is { } after
        && !(to is PolymorphicLookupType && from is PolymorphicLookupType ? before.IsSubsetOf(after) : before.SetEquals(after));

    /// <summary>
    /// A field of another revision, for a model in which the names of that revision mean nothing or something else: it refers to objects by id.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="model">The model that the field comes from.</param>
    public static FieldModel ById(FieldModel field, TenantModel model) => field.Type switch
    {
        LookupType t => field with { Type = t with { Target = Marked(model, t.Target) } },
        MasterDetailType t => field with { Type = t with { Target = Marked(model, t.Target) } },
        ManyToManyType t => field with { Type = t with { Target = Marked(model, t.Target) } },
        PolymorphicLookupType t => field with { Type = t with { Targets = t.Targets.Select(n => Marked(model, n)).ToEquatableArray() } },
        _ => field,
    };

    /// <summary>A name that stands for an id and is nobody's name.</summary>
    public static string NameOf(string id) => IdMark + id;

    private static HashSet<string>? IdsOf(TenantModel model, FieldType type) =>
        TargetsOf(type)?.Select(name => IdOf(model, name)).ToHashSet(StringComparer.Ordinal);

    private static string Marked(TenantModel model, string name) => NameOf(IdOf(model, name));

    private static string IdOf(TenantModel model, string name) =>
        name[0] == IdMark ? name[1..] : model.TryGetObject(name, out ObjectModel? target) ? target.Id : name;
}
