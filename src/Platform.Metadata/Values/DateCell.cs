namespace Platform.Metadata.Values;

/// <summary>Dates and times as they stand in sheets. Years have four digits; two-digit years are refused, not guessed.</summary>
internal static class DateCell
{
    /// <summary>
    /// <c>2026-01-31</c>, <c>2026/1/31</c>, <c>2026.1.31</c>, <c>2026年1月31日</c>, <c>20260131</c>, and, in the given order, <c>1/31/2026</c> with
    /// slash, point or hyphen.
    /// </summary>
    public static bool TryDate(ReadOnlySpan<char> text, DateOrder order, out DateOnly date)
    {
        date = default;
        if (text.Length == 8 && IsoText.TryNumber(text, out int compact))
        {
            return IsoText.TryDate(compact / 10_000, compact / 100 % 100, compact % 100, out date);
        }

        Span<Range> parts = stackalloc Range[4];
        if (text.Length is < 8 or > 20) return false;
        ReadOnlySpan<char> body = text[^1] == '日' ? text[..^1] : text;
        if (body.SplitAny(parts, "-/.年月") != 3 || !SeparatorsMatch(body)) return false;
        ReadOnlySpan<char> first = body[parts[0]].Trim(), second = body[parts[1]].Trim(), third = body[parts[2]].Trim();
        if (!IsoText.TryNumber(first, out int a) || !IsoText.TryNumber(second, out int b) || !IsoText.TryNumber(third, out int c)) return false;
        if (first.Length == 4) return second.Length <= 2 && third.Length <= 2 && IsoText.TryDate(a, b, c, out date);
        if (third.Length != 4 || first.Length > 2 || second.Length > 2) return false;
        return order == DateOrder.MonthDayYear ? IsoText.TryDate(c, a, b, out date) : IsoText.TryDate(c, b, a, out date);
    }

    /// <summary>A time of day with or without seconds, on a 24-hour clock or with AM, PM, 上午, 下午.</summary>
    public static bool TryTime(string cell, out long ticks, out bool tooPrecise)
    {
        ReadOnlySpan<char> text = cell.AsSpan().Trim();
        bool? afternoon = null;
        foreach ((string mark, bool isAfternoon) in Marks)
        {
            if (text.EndsWith(mark, StringComparison.OrdinalIgnoreCase)) text = text[..^mark.Length];
            else if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) text = text[mark.Length..];
            else continue;
            afternoon = isAfternoon;
            text = text.Trim();
            break;
        }

        string padded = text.Length > 1 && text[1] == ':' ? string.Concat("0", text) : text.ToString();
        if (!IsoText.TryTime(padded, out ticks, out tooPrecise)) return false;
        if (afternoon is not { } half) return true;
        long hour = ticks / TimeSpan.TicksPerHour;
        if (hour is 0 or > 12) return false;
        ticks += ((hour == 12 ? 0 : hour) + (half ? 12 : 0) - hour) * TimeSpan.TicksPerHour;
        return true;
    }

    private static readonly (string Mark, bool IsAfternoon)[] Marks =
        [("AM", false), ("PM", true), ("a.m.", false), ("p.m.", true), ("上午", false), ("下午", true)];

    private static bool SeparatorsMatch(ReadOnlySpan<char> text)
    {
        int first = text.IndexOfAny("-/.年月"), last = text.LastIndexOfAny("-/.年月");
        return text[first] == text[last] ? text[first] is '-' or '/' or '.' : text[first] == '年' && text[last] == '月';
    }
}
