using System.Globalization;
using System.Text;

namespace Platform.Runtime.Writing.AutoNumbers;

/// <summary>
/// The format of an autonumber: text with <c>{0000}</c> (the counter, with at least as many digits) and date parts <c>{YYYY} {YY} {MM} {DD}</c>. Other braces are text.
/// </summary>
internal sealed class AutoNumberFormat
{
    private readonly List<(Part Kind, string Text)> _parts = [];

    private AutoNumberFormat() { }

    private enum Part
    {
        Text,
        Counter,
        Date,
    }

    /// <summary>Parses a format; one without a counter gets it at its end.</summary>
    public static AutoNumberFormat Parse(string format)
    {
        AutoNumberFormat parsed = new();
        int at = 0;
        while (at < format.Length)
        {
            int open = format.IndexOf('{', at), close = open < 0 ? -1 : format.IndexOf('}', open);
            if (close < 0) break;
            string inner = format[(open + 1)..close];
            Part? kind = inner switch
            {
                "YYYY" or "YY" or "MM" or "DD" => Part.Date,
                { Length: > 0 } when inner.All(c => c == '0') => Part.Counter,
                _ => null,
            };
            int end = kind is null ? open + 1 : open;
            if (end > at) parsed._parts.Add((Part.Text, format[at..end]));
            if (kind is { } known) parsed._parts.Add((known, inner));
            at = kind is null ? open + 1 : close + 1;
        }

        if (at < format.Length) parsed._parts.Add((Part.Text, format[at..]));
        if (!parsed._parts.Exists(p => p.Kind == Part.Counter)) parsed._parts.Add((Part.Counter, "0"));
        return parsed;
    }

    /// <summary>What the counter counts within: the date parts in the format; blank when it never restarts.</summary>
    public string Period(DateOnly date) => string.Join('-', _parts.Where(p => p.Kind == Part.Date).Select(p => DatePart(p.Text, date)));

    /// <summary>The number.</summary>
    public string Write(long counter, DateOnly date)
    {
        StringBuilder text = new();
        foreach ((Part kind, string part) in _parts)
        {
            text.Append(kind switch
            {
                Part.Counter => counter.ToString(new string('0', part.Length), CultureInfo.InvariantCulture),
                Part.Date => DatePart(part, date),
                _ => part,
            });
        }

        return text.ToString();
    }

    private static string DatePart(string part, DateOnly date) => part switch
    {
        "YYYY" => date.Year.ToString("0000", CultureInfo.InvariantCulture),
        "YY" => (date.Year % 100).ToString("00", CultureInfo.InvariantCulture),
        "MM" => date.Month.ToString("00", CultureInfo.InvariantCulture),
        _ => date.Day.ToString("00", CultureInfo.InvariantCulture),
    };
}
