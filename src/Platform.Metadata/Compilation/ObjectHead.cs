using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>The outline of an object: all that the fields of other objects need to know of it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Package">Owning package or null.</param>
internal sealed record ObjectHead(string Name, string? Package)
{
    /// <summary>The outline of a document.</summary>
    public static ObjectHead Of(ObjectDocument document) => new(document.Name, document.Package);
}
