namespace Platform.Metadata.Model;

/// <summary>Which records of one object a reference may point to.</summary>
/// <param name="Target">Name of the object.</param>
/// <param name="Condition">Condition over the record to choose and the record that refers to it; a blank counts as false.</param>
public sealed record ChoosableModel(string Target, ExpressionModel Condition);
