using Platform.Metadata.Documents;

namespace Platform.Metadata.Changes;

/// <summary>A document that needs no storage appears.</summary>
/// <param name="Document">The document.</param>
public sealed record DocumentAdded(Document Document) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
