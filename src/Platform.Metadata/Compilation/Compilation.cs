using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>What came of compiling a tenant's documents. Kept, it makes the next compilation quick.</summary>
public sealed class Compilation
{
    internal Compilation(
        TenantModel? model, IReadOnlyList<Diagnostic> diagnostics, DependencyGraph dependencies, PartStore parts)
    {
        Model = model;
        Diagnostics = diagnostics;
        Dependencies = dependencies;
        Parts = parts;
    }

    /// <summary>The model, or null when a document has an error.</summary>
    public TenantModel? Model { get; }

    /// <summary>All findings of all documents, ordered by document and place; warnings alone do not prevent a model.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Which documents refer to what; references that lead nowhere are left out.</summary>
    public DependencyGraph Dependencies { get; }

    /// <summary>True when there is no model.</summary>
    public bool HasErrors => Model is null;

    internal PartStore Parts { get; }
}
