using System.Text;

namespace Platform.Metadata.Reading;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns from 1, columns in UTF-16 code units.</summary>
internal sealed class TextPositions(ReadOnlyMemory<byte> utf8)
{
    private int[]? _lineStarts;

    /// <summary>Line and column of a byte offset; of the end for an offset behind it.</summary>
    public (int Line, int Column) At(int offset)
    {
        int[] starts = _lineStarts ??= LineStarts();
        offset = Math.Clamp(offset, 0, utf8.Length);
        int line = Array.BinarySearch(starts, offset);
        if (line < 0) line = ~line - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(utf8.Span[starts[line]..offset]) + 1);
    }

    private int[] LineStarts()
    {
        List<int> starts = [0];
        ReadOnlySpan<byte> text = utf8.Span;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\n') starts.Add(i + 1);
        }

        return [.. starts];
    }
}
