using Platform.Metadata.BuiltIn;
using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;

namespace Platform.Metadata.Compilation;

/// <summary>
/// Compiles documents into a <see cref="TenantModel"/>: the built-in ones first, then the given. Pure; all findings are reported at once.
/// Each document is compiled on its own, and what it asked for is remembered, so that with the compilation before at hand only what depends
/// on a change is compiled again; everything else is the same instance as before.
/// </summary>
public static class ModelCompiler
{
    /// <summary>Compiles documents together with the built-in ones.</summary>
    /// <param name="documents">The tenant's documents, packages included; those of a kind have different names.</param>
    /// <param name="previous">A compilation of earlier documents, to reuse what did not change; never altered.</param>
    /// <param name="revision">Revision that the model is to carry.</param>
    public static Compilation Compile(IEnumerable<SourceDocument> documents, Compilation? previous = null, long revision = 0) =>
        CompileAlone(BuiltInDocuments.All.Concat(documents), previous, revision);

    /// <summary>
    /// Compiles exactly the given documents, the built-in ones among them: as a tenant has them, whose storage may still be that of the built-in
    /// documents of an earlier version.
    /// </summary>
    /// <param name="documents">All documents of the tenant; those of a kind have different names.</param>
    /// <param name="previous">A compilation of earlier documents, to reuse what did not change; never altered.</param>
    /// <param name="revision">Revision that the model is to carry.</param>
    public static Compilation CompileAlone(IEnumerable<SourceDocument> documents, Compilation? previous = null, long revision = 0)
    {
        List<Finding> findings = [];
        DocumentIndex index = new(documents, findings);
        CompilationRun run = new(index, previous?.Parts, findings);
        TenantModel model = run.Compile(revision);
        IEnumerable<Finding> all = findings.Concat(run.Parts.All.SelectMany(p => p.Findings));
        IReadOnlyList<Diagnostic> diagnostics = index.Place(all);
        EquatableArray<Use>[] uses = [.. run.Parts.All.Select(p => p.Uses)];
        run.Parts.Seal();
        return new Compilation(model, diagnostics, new DependencyGraph(uses, index.OfKind<TranslationDocument>()), run.Parts);
    }

    /// <summary>Compiles documents made in code, without texts to place findings in.</summary>
    public static Compilation Compile(IEnumerable<Document> documents, Compilation? previous = null, long revision = 0) =>
        Compile(documents.Select(d => new SourceDocument(d)), previous, revision);
}
