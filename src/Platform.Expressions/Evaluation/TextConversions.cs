using System.Globalization;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>Values out of texts: <c>int("12")</c>, <c>date("2024-01-31")</c>.</summary>
internal static class TextConversions
{
    /// <summary>Converts by the id of the overload.</summary>
    public static bool TryConvert(string id, string text, out object? value)
    {
        value = id switch
        {
            "int_text" => Int(text, out long n) ? n : null,
            "decimal_text" => ExactDecimal.TryParse(text, out ExactDecimal d) ? d : null,
            "bool_text" => Bool(text, out bool b) ? b : null,
            "date_text" => Date(text, out long day) ? day : null,
            "timestamp_text" => Moments.TryInstant(text, out long instant) ? instant : null,
            "duration_text" => Moments.TryDuration(text, out long duration) ? duration : null,
            _ => throw new ArgumentException($"'{id}' converts no text.", nameof(id)),
        };
        return value is not null;
    }

    public static bool Int(in string text, out long result)
    {
        result = 0;
        ReadOnlySpan<char> digits = text.Length > 0 && text[0] is '+' or '-' ? text.AsSpan(1) : text;
        return digits.Length is > 0 and <= 19 && !digits.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out result);
    }

    public static bool Decimal(in string text, out ExactDecimal result) => ExactDecimal.TryParse(text, out result);

    public static bool Bool(in string text, out bool result)
    {
        result = text is "1" or "t" or "true" or "TRUE" or "True";
        return result || text is "0" or "f" or "false" or "FALSE" or "False";
    }

    public static bool Date(in string text, out long result)
    {
        bool read = Moments.TryDate(text, out int day);
        result = day;
        return read;
    }

    public static bool Instant(in string text, out long result) => Moments.TryInstant(text, out result);
}
