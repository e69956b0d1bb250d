using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>
/// One customisation as a JSON document. Common keys: <c>kind</c>, <c>name</c>, <c>id</c>, <c>label</c>, <c>description</c>.
/// The stable <see cref="Id"/> survives renames; it may be left out of a document, and is then the name under which the
/// document (or field) was first applied.
/// </summary>
public abstract record Document
{
    /// <summary>The document kind, for example <c>object</c>; see <see cref="DocumentKinds"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>Unique among documents of its kind in a tenant; a GraphQL name.</summary>
    public required string Name { get; init; }

    /// <summary>Stable identifier; equal to the first name unless given.</summary>
    [Format(TextFormat.StableId)]
    public required string Id { get; init; }

    /// <summary>Package that owns the document; null for the tenant's own.</summary>
    [Format(TextFormat.DocumentName)]
    public string? Package { get; init; }

    /// <summary>What people see; null where the kind needs none.</summary>
    [StringLength(255, MinimumLength = 1)]
    public LocalizedText? Label { get; init; }

    /// <summary>For administrators and API descriptions.</summary>
    [StringLength(4000)]
    public LocalizedText? Description { get; init; }
}
