using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>What came of compiling a tenant's documents. Kept, it makes the next compilation quick.</summary>
public sealed class Compilation
{
    internal Compilation(
        TenantModel outline, IReadOnlyList<Diagnostic> diagnostics, DependencyGraph dependencies, PartStore parts)
    {
        Outline = outline;
        Model = diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? null : outline;
        Diagnostics = diagnostics;
        Dependencies = dependencies;
        Parts = parts;
    }

    /// <summary>The model, or null when a document has an error.</summary>
    public TenantModel? Model { get; }

    /// <summary>
    /// The model as far as the documents could be compiled: for helping those who write them, never for records. Formulas in it may lack their
    /// expression, or need each other in a circle.
    /// </summary>
    public TenantModel Outline { get; }

    /// <summary>All findings of all documents, ordered by document and place; warnings alone do not prevent a model.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Which documents refer to what; references that lead nowhere are left out.</summary>
    public DependencyGraph Dependencies { get; }

    /// <summary>True when there is no model.</summary>
    public bool HasErrors => Model is null;

    internal PartStore Parts { get; }
}
