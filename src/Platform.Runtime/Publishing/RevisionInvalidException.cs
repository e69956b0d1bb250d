using Platform.Metadata.Diagnostics;

namespace Platform.Runtime.Publishing;

/// <summary>Stored documents of a revision do not compile: they were written by another version of the platform, or changed behind its back.</summary>
public sealed class RevisionInvalidException(string tenant, long revision, IReadOnlyList<Diagnostic> diagnostics)
    : TenantNotReadyException($"Revision {revision} of tenant '{tenant}' does not compile: {string.Join("; ", diagnostics.Take(3))}")
{
    /// <summary>What is wrong with them.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
