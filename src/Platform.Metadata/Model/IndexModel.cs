using Platform.Metadata.Collections;

namespace Platform.Metadata.Model;

/// <summary>An index of an object's table.</summary>
/// <param name="Name">Unquoted, unique in the tenant's schema, derived from table and key.</param>
/// <param name="Fields">Field names in key order.</param>
/// <param name="Unique">Unique over live rows (<c>where deleted_at is null</c>), text without case.</param>
/// <param name="Method">How it is built.</param>
public sealed record IndexModel(string Name, EquatableArray<string> Fields, bool Unique, IndexMethod Method);
