namespace Platform.Metadata.Fields;

/// <summary>
/// The format of an autonumber, for example <c>INV-{YYYY}-{0000}</c>: text with exactly one counter (<c>{0…}</c>, zeros for its least digits) and
/// any date parts <c>{YYYY} {YY} {MM} {DD}</c>.
/// </summary>
public static class AutoNumberFormat
{
    /// <summary>What is wrong with a format, as a sentence; null when nothing is.</summary>
    public static string? Problem(string format)
    {
        int counters = 0, at = 0;
        while (at < format.Length)
        {
            int open = format.IndexOf('{', at), close = open < 0 ? -1 : format.IndexOf('}', open);
            ReadOnlySpan<char> text = close < 0 ? format.AsSpan(at) : format.AsSpan(at, open - at);
            if (text.ContainsAny('{', '}')) return "A brace in the format has no partner.";
            if (close < 0) break;
            string placeholder = format[(open + 1)..close];
            bool counter = placeholder.Length is > 0 and <= 12 && placeholder.All(c => c == '0');
            if (counter) counters++;
            else if (placeholder is not ("YYYY" or "YY" or "MM" or "DD")) return $"There is no placeholder {{{placeholder}}}; there are {{0000}}, {{YYYY}}, {{YY}}, {{MM}} and {{DD}}.";
            at = close + 1;
        }

        return counters == 1 ? null : "The format needs exactly one counter such as {0000}.";
    }
}
