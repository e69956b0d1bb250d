using System.Globalization;
using System.Text;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Diagnostics;

/// <summary>A finding in a document: what is wrong, exactly where, and what was probably meant.</summary>
/// <param name="Code">Stable code, for example <c>DOC201</c>; see <see cref="DocumentCodes"/> and docs/errors.md.</param>
/// <param name="Severity">Whether it stands in the way of applying the documents.</param>
/// <param name="Sentence">What is wrong, naming the offending value.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.English;

    /// <summary>The sentence in the platform's languages.</summary>
    public LocalizedText Text => new([new("en", Sentence.English), new("zh-CN", Sentence.In("zh-CN", ChineseSentences.Of))]);

    /// <summary>Kind of the document, or null when it could not be read.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the document, or null when it could not be read.</summary>
    public string? Name { get; init; }

    /// <summary>File (relative path, as given by the caller) or null.</summary>
    public string? File { get; init; }

    /// <summary>RFC 6901 JSON pointer to the value or key; empty for the whole document.</summary>
    public string Pointer { get; init; } = string.Empty;

    /// <summary>Line from 1, or null when the text of the document is not at hand.</summary>
    public int? Line { get; init; }

    /// <summary>Column from 1 in UTF-16 code units, as editors count; null when the text of the document is not at hand.</summary>
    public int? Column { get; init; }

    /// <summary>The nearest valid name or key, or null when none is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>One line for terminals and logs: <c>objects/Account.json:12:9: error DOC201: … (did you mean …?)</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(File ?? (Name is null ? "document" : Kind + " " + Name));
        if (Line is not null) text.Append(CultureInfo.InvariantCulture, $":{Line}:{Column}");
        else if (Pointer.Length > 0) text.Append('#').Append(Pointer);
        text.Append(": ").Append(Severity == DiagnosticSeverity.Error ? "error " : "warning ").Append(Code).Append(": ").Append(Message);
        if (Suggestion is not null) text.Append(" (did you mean \"").Append(Suggestion).Append("\"?)");
        return text.ToString();
    }
}
