namespace Platform.Expressions.Values;

/// <summary>Texts by their Unicode characters: length, and the order of the characters' numbers (that of UTF-8's bytes).</summary>
public static class TextOrder
{
    /// <summary>The characters of Unicode's White_Space: what <c>trim</c> takes away.</summary>
    public const string WhiteSpace =
        "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    /// <summary>Number of characters.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        int length = text.Length;
        foreach (char c in text)
        {
            if (char.IsLowSurrogate(c)) length--;
        }

        return length;
    }

    /// <summary>Less than, equal to or greater than 0. UTF-16's own order puts the pairs of surrogates before U+E000.</summary>
    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length.CompareTo(right.Length);
        return Weight(left[common]).CompareTo(Weight(right[common]));
    }

    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
