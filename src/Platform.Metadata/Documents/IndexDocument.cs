using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>An index over fields of one object.</summary>
/// <param name="Fields">Field names in key order.</param>
/// <param name="Unique">No two live records share the combination.</param>
public sealed record IndexDocument(EquatableArray<string> Fields, bool Unique = false);
