using Platform.Metadata.Collections;

namespace Platform.Metadata.Fields;

/// <summary>Choices of a picklist: values of its own, or the name of a global picklist. Exactly one of the two is set.</summary>
/// <param name="Values">Own values in display order; empty when <paramref name="Global"/> is set.</param>
/// <param name="Global">Name of a document of kind <c>picklist</c>, or null.</param>
public sealed record PicklistSource(EquatableArray<PicklistValue> Values, string? Global = null);
