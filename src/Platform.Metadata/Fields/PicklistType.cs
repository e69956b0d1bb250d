using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>One choice out of a list.</summary>
/// <param name="Choices">Where the choices come from.</param>
/// <param name="DependsOn">Which of them can be chosen, by the value of another field; null for all.</param>
public sealed record PicklistType([Flat] PicklistSource Choices, ChoiceDependency? DependsOn = null) : FieldType;
