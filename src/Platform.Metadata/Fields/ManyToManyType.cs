using Platform.Metadata.Documents;

namespace Platform.Metadata.Fields;

/// <summary>References to any number of records of one object, in a link table.</summary>
/// <param name="Target">Name of the object.</param>
/// <param name="Inverse">Name of the to-many field on the target, or null.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
public sealed record ManyToManyType(
    string Target, string? Inverse = null, LocalizedText? InverseLabel = null) : FieldType;
