using System.Globalization;
using System.Text;
using Platform.Expressions.Diagnostics;

namespace Platform.Metadata.Fields;

/// <summary>
/// The format of an autonumber, for example <c>INV-{YYYY}-{0000}</c>: text with exactly one counter (<c>{0…}</c>, zeros for its least digits) and
/// any date parts <c>{YYYY} {YY} {MM} {DD}</c>.
/// </summary>
public static class AutoNumberFormat
{
    /// <summary>What is wrong with a format, as a sentence; null when nothing is.</summary>
    public static Sentence? Problem(string format)
    {
        int counters = 0;
        foreach ((string text, bool placeholder) in Pieces(format))
        {
            if (!placeholder && text.AsSpan().ContainsAny('{', '}')) return "A brace in the format has no partner.";
            if (!placeholder || IsDatePart(text)) continue;
            if (text.Length is 0 or > 12 || text.AsSpan().ContainsAnyExcept('0')) return $"There is no placeholder {{{text}}}; there are {{0000}}, {{YYYY}}, {{YY}}, {{MM}} and {{DD}}.";
            counters++;
        }

        return counters == 1 ? null : (Sentence)"The format needs exactly one counter such as {0000}.";
    }

    /// <summary>The number that a counter gives on a date.</summary>
    public static string Render(string format, long counter, DateOnly date)
    {
        StringBuilder number = new();
        foreach ((string text, bool placeholder) in Pieces(format))
        {
            if (!placeholder) number.Append(text);
            else if (IsDatePart(text)) number.Append(date.ToString(text.Replace('Y', 'y').Replace('D', 'd'), CultureInfo.InvariantCulture));
            else number.Append(counter.ToString("D" + text.Length, CultureInfo.InvariantCulture));
        }

        return number.ToString();
    }

    /// <summary>The date parts of the format on a date; the counter restarts when they change. Empty when it never does.</summary>
    public static string Period(string format, DateOnly date) =>
        string.Join('-', Pieces(format).Where(p => p.Placeholder && IsDatePart(p.Text))
            .Select(p => date.ToString(p.Text.Replace('Y', 'y').Replace('D', 'd'), CultureInfo.InvariantCulture)));

    private static bool IsDatePart(string text) => text is "YYYY" or "YY" or "MM" or "DD";

    private static IEnumerable<(string Text, bool Placeholder)> Pieces(string format)
    {
        int at = 0;
        while (at < format.Length)
        {
            int open = format.IndexOf('{', at), close = open < 0 ? -1 : format.IndexOf('}', open);
            if (close < 0)
            {
                yield return (format[at..], false);
                yield break;
            }

            if (open > at) yield return (format[at..open], false);
            yield return (format[(open + 1)..close], true);
            at = close + 1;
        }
    }
}
