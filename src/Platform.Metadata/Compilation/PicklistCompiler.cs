using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles global picklists.</summary>
internal static class PicklistCompiler
{
    /// <summary>Checks a picklist and translates its choices.</summary>
    public static void Compile(PicklistDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Picklist, document.Name);
        ChoiceChecks.Duplicates(document.Values, i => part.Error(
            document, $"/values/{i}/value", DocumentCodes.DuplicateItem, $"The choice \"{document.Values[i].Value}\" is listed twice."));
        part.Output = document with { Values = ChoiceChecks.Translate(document.Values, string.Empty, texts) };
        part.WarnUnused(texts);
    }
}
