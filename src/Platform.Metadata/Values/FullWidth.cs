namespace Platform.Metadata.Values;

/// <summary>The full-width forms that Chinese and Japanese input methods produce.</summary>
internal static class FullWidth
{
    /// <summary>Full-width ASCII (U+FF01 to U+FF5E) and the ideographic space as their ASCII counterparts.</summary>
    public static string ToAscii(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uff01', '\uff5e') < 0 && !text.Contains('\u3000', StringComparison.Ordinal)) return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                char c = source[i];
                span[i] = c switch { '\u3000' => ' ', >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0), _ => c };
            }
        });
    }
}
