using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Compilation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Model;

namespace Platform.Runtime.Publishing;

/// <summary>
/// A revision of a tenant in memory: immutable. A request takes the reference once, at entry, and sees one revision to its end.
/// </summary>
public sealed class TenantState
{
    internal TenantState(
        Guid tenantId, string slug, string schema, long revision, IReadOnlyDictionary<(string Kind, string Id), StoredEntry> documents,
        Compilation compilation)
    {
        TenantId = tenantId;
        Slug = slug;
        Schema = schema;
        Revision = revision;
        Documents = documents;
        Compilation = compilation;
        Model = compilation.Model ?? throw new InvalidOperationException(
            $"Revision {revision} of tenant '{slug}' does not compile: {string.Join("; ", compilation.Diagnostics.Take(3))}");
    }

    /// <summary>Id of the tenant.</summary>
    public Guid TenantId { get; }

    /// <summary>Slug of the tenant.</summary>
    public string Slug { get; }

    /// <summary>Schema of its records, unquoted.</summary>
    public string Schema { get; }

    /// <summary>Number of the revision; 0 before the first.</summary>
    public long Revision { get; }

    /// <summary>The model.</summary>
    public TenantModel Model { get; }

    /// <summary>The documents by kind and stable id.</summary>
    public IReadOnlyDictionary<(string Kind, string Id), StoredEntry> Documents { get; }

    /// <summary>Which documents refer to what.</summary>
    public DependencyGraph Dependencies => Compilation.Dependencies;

    internal Compilation Compilation { get; }

    internal ModelSnapshot Snapshot => new(Model, Documents.Values.Select(d => d.Content).ToEquatableArray());
}
