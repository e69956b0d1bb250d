using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>Several choices out of a list, in the order of the list, without repeats.</summary>
/// <param name="Choices">Where the choices come from.</param>
/// <param name="DependsOn">Which of them can be chosen, by the value of another field; null for all.</param>
public sealed record MultiPicklistType([Flat] PicklistSource Choices, ChoiceDependency? DependsOn = null) : FieldType;
