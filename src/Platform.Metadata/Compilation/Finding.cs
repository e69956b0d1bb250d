using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>A finding before it is placed by line and column.</summary>
/// <param name="Kind">Kind of the document.</param>
/// <param name="Name">Name of the document.</param>
/// <param name="Document">The document itself, or null for the one of that kind and name.</param>
/// <param name="Pointer">JSON pointer into it.</param>
/// <param name="Code">Code.</param>
/// <param name="Message">Message.</param>
/// <param name="Suggestion">Nearest valid name or null.</param>
/// <param name="Severity">Severity.</param>
internal sealed record Finding(
    string Kind, string Name, Document? Document, string Pointer, string Code, Sentence Message, string? Suggestion, DiagnosticSeverity Severity)
{
    /// <summary>An error in a document.</summary>
    public static Finding Error(Document document, string pointer, string code, Sentence message, string? suggestion = null) =>
        new(document.Kind, document.Name, document, pointer, code, message, suggestion, DiagnosticSeverity.Error);

    /// <summary>A translation of something that does not exist.</summary>
    public static Finding Unused(TranslatedText text) => new(
        DocumentKinds.Translation, text.Source, null, "/entries/" + Reading.JsonPointer.Escape(text.Key), DocumentCodes.UnusedTranslation,
        $"Nothing has the key \"{text.Key}\"; the text is not used.", null, DiagnosticSeverity.Warning);
}
