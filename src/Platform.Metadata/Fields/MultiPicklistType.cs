using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>Several choices out of a list, in the order of the list, without repeats.</summary>
/// <param name="Choices">Where the choices come from.</param>
public sealed record MultiPicklistType([Flat] PicklistSource Choices) : FieldType;
