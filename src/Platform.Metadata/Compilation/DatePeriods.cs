using Platform.Expressions.Diagnostics;

namespace Platform.Metadata.Compilation;

/// <summary>Names of periods relative to today, for the operator <c>within</c>.</summary>
internal static class DatePeriods
{
    private const int MaxCount = 10_000;

    private static readonly string[] Units = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];

    private static readonly string[] Fixed =
    [
        "TODAY", "YESTERDAY", "TOMORROW", "PAST", "FUTURE", .. Units.Skip(1).SelectMany(u => new[] { "THIS_" + u, "LAST_" + u, "NEXT_" + u }),
    ];

    private static readonly string[] Counted = [.. Units.SelectMany(u => new[] { $"LAST_N_{u}S", $"NEXT_N_{u}S" })];

    /// <summary>What is wrong with a period, counted when <paramref name="count"/> is given; null when nothing is.</summary>
    public static Sentence? Problem(string name, int? count)
    {
        string[] known = count is null ? Fixed : Counted;
        if (!known.Contains(name))
        {
            if (NearestName.Find(name, known) is { } nearest) return $"There is no period \"{name}\"; did you mean {nearest}?";
            return $"There is no period \"{name}\"; there are {string.Join(", ", known)}.";
        }

        if (count is < 1 or > MaxCount) return $"The number of a period is between 1 and {MaxCount}.";
        return null;
    }
}
