using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>Child records shown on the record page.</summary>
/// <param name="Relation">Name of the to-many field on this object.</param>
/// <param name="Columns">Columns, names of the child's fields.</param>
/// <param name="Sort">Order.</param>
public sealed record RelatedList(string Relation, EquatableArray<string> Columns, EquatableArray<SortKey> Sort);
