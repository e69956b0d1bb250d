namespace Platform.GraphQL.Language;

/// <summary>Where a token or node stands. Offsets and columns count UTF-16 units, as JavaScript clients and editors do.</summary>
/// <param name="Start">Offset of the first unit, from 0.</param>
/// <param name="End">Offset after the last unit.</param>
/// <param name="Line">Line of the start, from 1; CR, LF and CRLF each end a line.</param>
/// <param name="Column">Column of the start, from 1.</param>
public readonly record struct SourceSpan(int Start, int End, int Line, int Column)
{
    /// <summary>The span of nodes that were made in code.</summary>
    public static SourceSpan None => default;

    /// <summary>Line and column of the start.</summary>
    public SourceLocation Location => new(Line, Column);

    /// <summary>Finds line and column of an offset by counting line ends before it.</summary>
    public static SourceLocation Locate(ReadOnlySpan<char> source, int offset)
    {
        int line = 1, lineStart = 0;
        for (int i = 0; i < offset && i < source.Length; i++)
        {
            char c = source[i];
            if (c != '\n' && c != '\r')
                continue;
            int end = c == '\r' && i + 1 < source.Length && source[i + 1] == '\n' ? i + 1 : i;
            line++;
            lineStart = end + 1;
            i = end;
        }
        return new SourceLocation(line, offset + 1 - lineStart);
    }
}
