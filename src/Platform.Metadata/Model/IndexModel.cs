using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Model;

/// <summary>An index of an object's table.</summary>
/// <param name="Name">Unquoted, unique in the tenant's schema, derived from table and key.</param>
/// <param name="Fields">Field names in key order.</param>
/// <param name="Unique">Unique over live rows (<c>where deleted_at is null</c>).</param>
/// <param name="Method">How it is built.</param>
/// <param name="IgnoreCase">Of a unique index: text compares without case.</param>
/// <param name="WithDeleted">It covers the rows of the recycle bin too; never so where it is unique.</param>
/// <param name="Message">Of a unique index: says that a combination is taken; null for the platform's own words.</param>
public sealed record IndexModel(
    string Name, EquatableArray<string> Fields, bool Unique, IndexMethod Method, bool IgnoreCase = true, bool WithDeleted = false, LocalizedText? Message = null)
{
    /// <summary>Values of the field compare without case in the index.</summary>
    public bool Folds(FieldType type) => Unique && IgnoreCase && type.HasCase();
}
