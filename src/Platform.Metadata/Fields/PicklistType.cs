using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>One choice out of a list.</summary>
/// <param name="Choices">Where the choices come from.</param>
public sealed record PicklistType([Flat] PicklistSource Choices) : FieldType;
