using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// The rows beyond a cursor. Rows are compared as a whole, <c>(a, id) &gt; (x, y)</c>, which an index answers; rows with blanks, which such a comparison
/// loses, get conditions of their own. The conditions exclude each other, so that their rows can be read one set after the other.
/// </summary>
internal static class Keyset
{
    /// <summary>Conditions of which each row beyond the cursor satisfies exactly one; none when nothing lies beyond.</summary>
    /// <param name="keys">Keys in the direction of reading; the last is unique.</param>
    /// <param name="values">The cursor's keys.</param>
    /// <param name="blank">Which of the cursor's keys are blank.</param>
    public static List<SqlExpression> Beyond(IReadOnlyList<PageKey> keys, IReadOnlyList<SqlExpression> values, IReadOnlyList<bool> blank)
    {
        List<SqlExpression> branches = [], prefix = [];
        for (int start = 0; start < keys.Count;)
        {
            if (blank[start])
            {
                if (keys[start].NullsFirst) branches.Add(And([.. prefix, keys[start].Value.IsNotNull()]));
                prefix.Add(keys[start].Value.IsNull());
                start++;
                continue;
            }

            int end = start + 1;
            while (end < keys.Count && !blank[end] && keys[end].Descending == keys[start].Descending) end++;
            branches.Add(And([.. prefix, Greater(keys, values, start, end)]));
            for (int i = start; i < end; i++)
            {
                if (!keys[i].NeverBlank && !keys[i].NullsFirst) branches.Add(And([.. prefix, keys[i].Value.IsNull()]));
                prefix.Add(keys[i].Value.EqualTo(values[i]));
            }

            start = end;
        }

        return branches.Count == 0 ? [False] : branches;
    }

    private static SqlExpression Greater(IReadOnlyList<PageKey> keys, IReadOnlyList<SqlExpression> values, int start, int end)
    {
        string op = keys[start].Descending ? "<" : ">";
        if (end - start == 1) return Infix(keys[start].Value, op, values[start]);
        return Infix(
            new SqlRow([.. Enumerable.Range(start, end - start).Select(i => keys[i].Value)]), op,
            new SqlRow([.. Enumerable.Range(start, end - start).Select(i => values[i])]));
    }
}
