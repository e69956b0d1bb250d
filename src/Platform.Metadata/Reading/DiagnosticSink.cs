using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;

namespace Platform.Metadata.Reading;

/// <summary>Collects the diagnostics of one document, placing each by line and column. Never more than <see cref="Most"/>.</summary>
internal sealed class DiagnosticSink(DocumentSource source)
{
    /// <summary>Findings after which the rest of a document is not worth listing.</summary>
    public const int Most = 500;

    private readonly List<Diagnostic> _found = [];
    private readonly TextPositions _positions = new(source.Utf8);

    /// <summary>Kind of the document as far as known.</summary>
    public string? Kind { get; set; }

    /// <summary>Name of the document as far as known.</summary>
    public string? Name { get; set; }

    /// <summary>True when something was added.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>What was found in the order of the text, with what is known of the document by now.</summary>
    public IReadOnlyList<Diagnostic> ToList() =>
        [.. _found.OrderBy(d => d.Line).ThenBy(d => d.Column).Select(d => d with { Kind = Kind, Name = Name })];

    /// <summary>Adds an error at a byte offset.</summary>
    public void AddAt(int offset, string pointer, string code, Sentence message, string? suggestion = null)
    {
        if (_found.Count > Most) return;
        if (_found.Count == Most)
        {
            code = DocumentCodes.TooManyFindings;
            message = $"There are more than {Most} findings; the rest is not listed.";
            suggestion = null;
        }

        (int line, int column) = _positions.At(offset);
        _found.Add(new Diagnostic(code, DiagnosticSeverity.Error, message)
        {
            File = source.File,
            Pointer = pointer,
            Line = line,
            Column = column,
            Suggestion = suggestion,
        });
    }
}
