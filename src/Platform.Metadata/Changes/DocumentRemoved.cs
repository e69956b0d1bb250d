using Platform.Metadata.Documents;

namespace Platform.Metadata.Changes;

/// <summary>A document that needs no storage goes.</summary>
/// <param name="Document">The document.</param>
public sealed record DocumentRemoved(Document Document) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
