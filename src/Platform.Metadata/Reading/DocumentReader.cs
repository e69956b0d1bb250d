using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Shapes;

namespace Platform.Metadata.Reading;

/// <summary>
/// Reads documents strictly: an unknown or repeated key, a value of the wrong type or form, a reserved name and a missing key are errors,
/// and all of them are reported at once. What a document refers to is not looked at here; the compiler does that.
/// </summary>
public static class DocumentReader
{
    /// <summary>Largest accepted text in bytes: 4 MiB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Greatest accepted nesting of objects and lists.</summary>
    public const int MaxDepth = 32;

    private static readonly FrozenDictionary<string, RecordShape> Shapes =
        DocumentKinds.All.ToFrozenDictionary(k => k.Kind, k => RecordShape.Of(k.Type), StringComparer.Ordinal);

    /// <summary>Reads a document out of a string.</summary>
    public static ReadResult Read(string text, string? file = null, string? package = null) =>
        Read(DocumentSource.Of(text, file, package));

    /// <summary>Reads a document out of UTF-8.</summary>
    public static ReadResult Read(DocumentSource source)
    {
        if (source.Utf8.Span.StartsWith(Encoding.UTF8.Preamble)) source = source with { Utf8 = source.Utf8[Encoding.UTF8.Preamble.Length..] };
        DiagnosticSink sink = new(source);
        Document? document = null;
        if (source.Utf8.Length > MaxBytes)
        {
            sink.AddAt(0, string.Empty, DocumentCodes.TooLarge, $"The document has {source.Utf8.Length} bytes; at most {MaxBytes} are accepted.");
        }
        else if (JsonTreeParser.Parse(source.Utf8.Span, sink) is { } tree)
        {
            document = Bind(tree, source, sink);
        }

        return new ReadResult(sink.Any || document is null ? null : new SourceDocument(document, source), sink.ToList());
    }

    private static Document? Bind(JsonTree tree, DocumentSource source, DiagnosticSink sink)
    {
        if (tree.Kind != JsonValueKind.Object)
        {
            sink.AddAt(tree.Start, string.Empty, DocumentCodes.WrongType, $"A document is an object, not {tree.Describe()}.");
            return null;
        }

        if (tree["name"] is { Kind: JsonValueKind.String } name) sink.Name = name.Text;
        if (KindOf(tree, sink) is not { } shape) return null;
        RecordBinder binder = new(source, sink);
        CheckPackage(tree, source, sink);
        return (Document?)binder.BindDocument(tree, shape);
    }

    private static RecordShape? KindOf(JsonTree tree, DiagnosticSink sink)
    {
        JsonTree? kind = tree["kind"];
        if (kind is null)
        {
            sink.AddAt(tree.Start, string.Empty, DocumentCodes.MissingKey, "The key \"kind\" is missing; it says what kind of document this is.");
            return null;
        }

        if (kind.Kind != JsonValueKind.String)
        {
            sink.AddAt(kind.Start, "/kind", DocumentCodes.WrongType, $"\"kind\" is a text, not {kind.Describe()}.");
            return null;
        }

        if (!Shapes.TryGetValue(kind.Text!, out RecordShape? shape))
        {
            string known = string.Join(", ", DocumentKinds.All.Select(k => k.Kind));
            string? nearest = NearestName.Find(kind.Text!, Shapes.Keys);
            sink.AddAt(kind.Start, "/kind", DocumentCodes.UnknownKind, $"There is no kind of document \"{kind.Text}\"; the kinds are {known}.", nearest);
            return null;
        }

        sink.Kind = kind.Text;
        return shape;
    }

    private static void CheckPackage(JsonTree tree, DocumentSource source, DiagnosticSink sink)
    {
        if (source.Package is null || tree["package"] is not { Kind: JsonValueKind.String } package || package.Text == source.Package) return;
        sink.AddAt(
            package.Start, "/package", DocumentCodes.PackageMismatch,
            $"The document says package \"{package.Text}\", but belongs to \"{source.Package}\"; leave the key out.");
    }
}
