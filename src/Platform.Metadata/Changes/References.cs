using Platform.Metadata.Fields;

namespace Platform.Metadata.Changes;

/// <summary>What a field refers to.</summary>
internal static class References
{
    /// <summary>Names of the objects that a reference may point to; null for a field that is none.</summary>
    public static IEnumerable<string>? TargetsOf(FieldType type) => type switch
    {
        LookupType t => [t.Target],
        MasterDetailType t => [t.Target],
        ManyToManyType t => [t.Target],
        PolymorphicLookupType t => t.Targets,
        _ => null,
    };
}
