using System.Text;

namespace Platform.Metadata.Reading;

/// <summary>RFC 6901 JSON pointers.</summary>
public static class JsonPointer
{
    /// <summary>The pointer of a path of keys and indexes: <c>/fields/3/name</c>; empty for the root.</summary>
    public static string Of(IEnumerable<string> path)
    {
        StringBuilder text = new();
        foreach (string segment in path) text.Append('/').Append(Escape(segment));
        return text.ToString();
    }

    /// <summary>A key as a pointer segment.</summary>
    public static string Escape(string segment) =>
        segment.AsSpan().ContainsAny('~', '/') ? segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) : segment;

    /// <summary>The keys and indexes of a pointer.</summary>
    public static IReadOnlyList<string> Segments(string pointer) => pointer.Length == 0
        ? []
        : [.. pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
