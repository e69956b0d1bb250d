using System.Globalization;

namespace Platform.Metadata.Values;

/// <summary>
/// Reads decimal numbers exactly: what a field cannot keep is refused, never rounded. .NET's own parser rounds silently past 28 digits.
/// </summary>
internal static class DecimalText
{
    private const int MaxLength = 200;

    /// <summary>
    /// Reads a JSON-like number (<c>-12.50</c>, <c>1.5e3</c>; a leading + or zeros are allowed). The result has <paramref name="scale"/> digits
    /// after the point; −0 is 0.
    /// </summary>
    public static ValueResult Read(ReadOnlySpan<char> text, int precision, int scale)
    {
        if (text.Length > MaxLength || !Split(text, out bool negative, out var whole, out var fraction, out int exponent))
        {
            return ValueResult.Refused(ValueCodes.NotANumber);
        }

        Span<char> digits = stackalloc char[MaxLength];
        whole.CopyTo(digits);
        fraction.CopyTo(digits[whole.Length..]);
        ReadOnlySpan<char> all = digits[..(whole.Length + fraction.Length)];
        int point = whole.Length + exponent;
        int leading = LeadingZeros(all);
        all = all[leading..].TrimEnd('0');
        point -= leading;
        if (all.IsEmpty) return ValueResult.Of(Scaled(0m, scale));
        if (point > precision - scale) return ValueResult.Refused(ValueProblem.With(ValueCodes.TooManyDigits, "digits", precision - scale));
        if (all.Length - point > scale) return ValueResult.Refused(ValueProblem.With(ValueCodes.TooManyDecimals, "scale", scale));
        return ValueResult.Of(Scaled(Assemble(all, point, negative), scale));
    }

    /// <summary>The value written with at least <paramref name="scale"/> digits after the point where it fits, so that 1.5 and 1.50 print alike.</summary>
    public static decimal Scaled(decimal value, int scale) =>
        value.Scale >= scale ? value : value + new decimal(0, 0, 0, false, (byte)scale);

    private static decimal Assemble(ReadOnlySpan<char> digits, int point, bool negative)
    {
        // At most 28 digits before and after the point together: exact in a decimal.
        decimal value = 0;
        foreach (char c in digits) value = (value * 10) + (c - '0');
        for (int zeros = point - digits.Length; zeros > 0; zeros--) value *= 10;
        int places = Math.Max(digits.Length - point, 0);
        if (places > 0)
        {
            int[] bits = decimal.GetBits(value);
            value = new decimal(bits[0], bits[1], bits[2], false, (byte)places);
        }

        return negative ? -value : value;
    }

    private static int LeadingZeros(ReadOnlySpan<char> digits)
    {
        int count = digits.IndexOfAnyExcept('0');
        return count < 0 ? digits.Length : count;
    }

    private static bool Split(
        ReadOnlySpan<char> text, out bool negative, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out int exponent)
    {
        fraction = default;
        exponent = 0;
        negative = text.StartsWith("-");
        if (negative || text.StartsWith("+")) text = text[1..];
        int at = Digits(text);
        whole = text[..at];
        text = text[at..];
        if (whole.IsEmpty) return false;
        if (text.StartsWith("."))
        {
            at = Digits(text[1..]);
            if (at == 0) return false;
            fraction = text.Slice(1, at);
            text = text[(at + 1)..];
        }

        if (text.IsEmpty) return true;
        return text[0] is 'e' or 'E' && ReadExponent(text[1..], out exponent);
    }

    private static bool ReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        bool negative = text.StartsWith("-");
        ReadOnlySpan<char> digits = negative || text.StartsWith("+") ? text[1..] : text;
        if (digits.IsEmpty || Digits(digits) != digits.Length) return false;
        // Longer exponents say the same as ±99,999: too many digits on one side.
        int magnitude = digits.TrimStart('0').Length > 5 ? 99_999 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent = negative ? -magnitude : magnitude;
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
