using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A model with the documents it was compiled from; what a plan compares.</summary>
/// <param name="Model">The compiled model.</param>
/// <param name="Documents">Its documents, in any order.</param>
public sealed record ModelSnapshot(TenantModel Model, EquatableArray<Document> Documents)
{
    /// <summary>No documents at all: what a new tenant starts from.</summary>
    public static ModelSnapshot Empty { get; } = new(new TenantModel(0, [], [], [], [], [], [], [], [], []), []);
}
