using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles list views.</summary>
internal static class ViewCompiler
{
    /// <summary>Checks a view and translates its texts.</summary>
    public static void Compile(ViewDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.View, document.Name);
        if (ReferenceChecks.Object(part, document, "/object", document.Object) is { } model)
        {
            PathChecks.Columns(part, document, "/columns", model, document.Columns);
            PathChecks.Sort(part, document, "/sort", model, document.Sort);
            if (document.Filter is not null) new FilterChecker(part, document).Check(document.Filter, model);
        }

        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
        };
        part.WarnUnused(texts);
    }
}
