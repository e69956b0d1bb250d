using System.Globalization;
using System.Text;

namespace Platform.Metadata.Values;

/// <summary>
/// Numbers as they stand in sheets: group separators (comma, point, apostrophe, spaces), full-width digits, a currency sign at either end,
/// a Unicode minus, brackets for negative amounts.
/// </summary>
internal static class NumberCell
{
    /// <summary>The number with a point and no groups; text that is no such number comes back so that it is refused.</summary>
    public static string ToInvariant(string cell, ImportFormat format)
    {
        if (cell.Length > 100) return cell;
        string text = FullWidth.ToAscii(cell).Trim().Replace('\u2212', '-');
        bool bracketed = text.Length > 2 && text[0] == '(' && text[^1] == ')';
        if (bracketed) text = text[1..^1];
        string sign = bracketed ? "-" : string.Empty;
        text = StripCurrency(text);
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            if (bracketed) return cell;
            sign = text[..1];
            text = StripCurrency(text[1..]);
        }

        return Ungroup(text, format.DecimalSeparator) is { } digits ? sign + digits : cell;
    }

    private static string StripCurrency(string text)
    {
        text = text.Trim();
        if (text.Length > 0 && IsCurrency(text[0])) text = text[1..];
        if (text.Length > 0 && (IsCurrency(text[^1]) || text[^1] == '元')) text = text[..^1];
        return text.Trim();
    }

    private static bool IsCurrency(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    /// <summary>Null when a separator stands where neither a group nor the fraction starts.</summary>
    private static string? Ungroup(string text, char decimalSeparator)
    {
        int lastPoint = text.LastIndexOf('.'), lastComma = text.LastIndexOf(',');
        char fraction = decimalSeparator;
        if (lastPoint >= 0 && lastComma >= 0)
        {
            fraction = lastPoint > lastComma ? '.' : ',';
        }
        else if (lastPoint >= 0 || lastComma >= 0)
        {
            // One kind alone: it separates groups only if it is not the decimal separator here and stands like one.
            char only = lastPoint >= 0 ? '.' : ',';
            if (only == '.' && decimalSeparator == ',' && !IsGrouped(text, only)) fraction = '.';
        }

        int at = text.IndexOf(fraction, StringComparison.Ordinal);
        string whole = at < 0 ? text : text[..at];
        char? group = whole.FirstOrDefault(c => c is ',' or '.' or '\'' or '\u2019' or ' ' or '\u00a0' or '\u202f') is var g && g != '\0' ? g : null;
        if (group is { } separator)
        {
            if (!IsGrouped(whole, separator)) return null;
            whole = whole.Replace(separator.ToString(), string.Empty, StringComparison.Ordinal);
        }

        return at < 0 ? whole : new StringBuilder(whole).Append('.').Append(text, at + 1, text.Length - at - 1).ToString();
    }

    /// <summary>True for 1 to 3 digits, then groups of 3 with the separator before each.</summary>
    private static bool IsGrouped(string whole, char separator)
    {
        string[] parts = whole.Split(separator);
        return parts[0].Length is >= 1 and <= 3
            && parts.Skip(1).All(p => p.Length == 3)
            && parts.All(p => p.All(char.IsAsciiDigit));
    }
}
