namespace Platform.Runtime.Tests.Reading;

/// <summary>An order twice: as the API writes it, and as a comparison in memory.</summary>
internal sealed record RandomOrder(string Text, Comparison<AccountRow> Compare)
{
    public static RandomOrder Of(Random random, IReadOnlyDictionary<Guid, AccountRow> rows)
    {
        List<(string Text, Comparison<AccountRow> Compare, bool Descending)> keys = [];
        for (int i = random.Next(0, 4); i > 0; i--) keys.Add(Key(random, rows));
        bool idDescending = keys.Count > 0 && keys[^1].Descending;
        return new(
            "[" + string.Join(", ", keys.Select(k => k.Text)) + "]",
            (a, b) =>
            {
                foreach (var key in keys)
                {
                    int order = key.Compare(a, b);
                    if (order != 0) return order;
                }

                // Ids compare byte by byte, as the database has them.
                int last = string.CompareOrdinal(a.Id.ToString("N"), b.Id.ToString("N"));
                return idDescending ? -last : last;
            });
    }

    private static (string Text, Comparison<AccountRow> Compare, bool Descending) Key(Random random, IReadOnlyDictionary<Guid, AccountRow> rows)
    {
        (string Name, bool Descending, bool NullsFirst)[] directions =
        [
            ("ASC", false, false), ("DESC", true, true), ("ASC_NULLS_FIRST", false, true), ("DESC_NULLS_LAST", true, false),
        ];
        var (direction, descending, nullsFirst) = directions[random.Next(directions.Length)];
        (string text, Func<AccountRow, IComparable?> value) = random.Next(9) switch
        {
            0 => ($"{{employees: {direction}}}", (Func<AccountRow, IComparable?>)(r => r.Employees)),
            1 => ($"{{revenue: {direction}}}", r => r.Revenue),
            2 => ($"{{founded: {direction}}}", r => r.Founded),
            3 => ($"{{contactedAt: {direction}}}", r => r.ContactedAt),
            5 => ($"{{industry: {direction}}}", r => AccountRow.IndustryRank(r.Industry)),
            6 => ($"{{opensAt: {direction}}}", r => r.OpensAt),
            7 => ($"{{callTime: {direction}}}", r => r.CallTime),
            4 => ($"{{active: {direction}}}", r => r.Active),
            _ => ($"{{parent: {{employees: {direction}}}}}", r => r.Parent is { } p ? rows[p].Employees : null),
        };
        return (text, Compare, descending);

        int Compare(AccountRow a, AccountRow b)
        {
            IComparable? x = value(a), y = value(b);
            if (x is null || y is null) return x is null && y is null ? 0 : (x is null) == nullsFirst ? -1 : 1;
            return descending ? y.CompareTo(x) : x.CompareTo(y);
        }
    }
}
