using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Changes;

/// <summary>Something changes that needs no storage: labels, layouts, views, menus, roles, settings.</summary>
/// <param name="From">The document as it was.</param>
/// <param name="To">The document as it will be.</param>
/// <param name="Field">Name of the field within an object, or null.</param>
/// <param name="Members">Which members differ, where that is known.</param>
public sealed record DocumentChanged(Document From, Document To, string? Field, EquatableArray<string> Members) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
