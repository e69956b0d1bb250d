using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Platform.Metadata.Reading;

/// <summary>Finds where a JSON pointer leads in the text of a document that was read before.</summary>
public sealed class PointerPositions
{
    private readonly JsonTree _root;
    private readonly TextPositions _positions;

    private PointerPositions(JsonTree root, TextPositions positions)
    {
        _root = root;
        _positions = positions;
    }

    /// <summary>The positions of a text, or null when it is not JSON.</summary>
    public static PointerPositions? Of(DocumentSource source)
    {
        ReadOnlyMemory<byte> utf8 = source.Utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? source.Utf8[Encoding.UTF8.Preamble.Length..] : source.Utf8;
        JsonTree? root = JsonTreeParser.Parse(utf8.Span, new DiagnosticSink(source with { Utf8 = utf8 }));
        return root is null ? null : new PointerPositions(root, new TextPositions(utf8));
    }

    /// <summary>
    /// Line and column from 1 of the value at a pointer; of the nearest value around it when it is not there (an absent key, a short form).
    /// </summary>
    public (int Line, int Column) At(string pointer)
    {
        JsonTree value = _root;
        foreach (string segment in JsonPointer.Segments(pointer))
        {
            JsonTree? next = value.Kind == JsonValueKind.Array
                ? int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < value.Items.Count ? value.Items[index] : null
                : value[segment];
            if (next is null) break;
            value = next;
        }

        return _positions.At(value.Start);
    }
}
