using System.Globalization;

namespace Platform.Metadata.Values;

/// <summary>A named parameter of a problem's message.</summary>
/// <param name="Name">Name in the message's template, without braces.</param>
/// <param name="Text">The value as invariant text.</param>
public sealed record ProblemParameter(string Name, string Text)
{
    /// <summary>A parameter whose value is written in the invariant culture; long text is cut, so that a message stays short.</summary>
    public static ProblemParameter Of(string name, object value)
    {
        string text = value is IFormattable formattable
            ? formattable.ToString(null, CultureInfo.InvariantCulture)
            : value.ToString() ?? string.Empty;
        return new(name, Shorten(text));
    }

    private const int MaxLength = 200;

    private static string Shorten(string text)
    {
        if (text.Length <= MaxLength) return text;
        int end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
