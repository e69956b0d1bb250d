using Platform.Metadata.Collections;

namespace Platform.Metadata.Computation;

/// <summary>A stored field that the value of a rollup depends on.</summary>
/// <param name="Path">The references from the list's record to the record that has the field; empty for a field of its own.</param>
/// <param name="Object">Name of the object that has the field.</param>
/// <param name="Field">Name of the field.</param>
public sealed record RollupInput(EquatableArray<string> Path, string Object, string Field);
