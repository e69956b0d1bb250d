using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>The model that an author has in mind: the tenant's own with edits that are not applied, as far as they can be compiled.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsSound">It has no errors.</param>
internal sealed record DesignDraft(TenantModel Model, bool IsSound)
{
    /// <summary>The model after edits.</summary>
    public static DesignDraft Of(TenantState state, IReadOnlyCollection<DocumentEdit> edits)
    {
        if (edits.Count == 0) return new DesignDraft(state.Model, IsSound: true);
        EditedDocuments edited = EditedDocuments.Of(state, edits);
        Compilation compiled = ModelCompiler.CompileAlone(edited.Documents.Values.Select(d => d.Document), state.Compilation, state.Revision + 1);
        return new DesignDraft(compiled.Outline, edited.Diagnostics.Count == 0 && !compiled.HasErrors);
    }
}
