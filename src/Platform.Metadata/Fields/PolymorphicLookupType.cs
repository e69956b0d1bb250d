using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Fields;

/// <summary>A reference to one record of one of several objects (an activity's subject).</summary>
/// <param name="Targets">Names of the objects, at least one.</param>
/// <param name="Inverse">Name of the to-many field on every target, or null.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
public sealed record PolymorphicLookupType(
    EquatableArray<string> Targets, string? Inverse = null, LocalizedText? InverseLabel = null) : FieldType;
