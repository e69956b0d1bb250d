using System.Globalization;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Inputs of one request that a rule takes for the same: the later one is refused or warned of, as if the earlier one were stored. The database says what each value is compared by, in one
/// statement; what inputs have in common is then found without comparing every one with every other.
/// </summary>
internal static class DuplicateInputs
{
    private const int MostNamed = 5;

    /// <summary>Queues the statement.</summary>
    public static void Enqueue(WriteBatch batch, DuplicateRuleDocument rule, IReadOnlyList<FieldSlot> fields, RecordWrite[] records)
    {
        DuplicateComparison[] comparisons = [.. rule.Matches.SelectMany(m => m.All).Distinct()];
        object?[][] compared = new object?[records.Length][];
        batch.Session.Enqueue(Statement(batch, rule, comparisons, fields).Bind(DuplicateRuleCheck.Values(batch, fields, records)), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                object?[] row = compared[reader.GetInt64(0) - 1] = new object?[comparisons.Length];
                for (int i = 0; i < row.Length; i++)
                {
                    if (reader.IsDBNull(i + 1)) continue;
                    row[i] = comparisons[i].By == DuplicateMethod.Similar ? reader.GetFieldValue<string[]>(i + 1) : reader.GetString(i + 1);
                }
            }

            Tell(batch, rule, comparisons, fields, records, compared);
        });
        batch.HasPendingChecks = true;
    }

    private static void Tell(
        WriteBatch batch, DuplicateRuleDocument rule, DuplicateComparison[] comparisons, IReadOnlyList<FieldSlot> fields, RecordWrite[] records, object?[][] compared)
    {
        Earlier[] ways = [.. rule.Matches.Select(m => new Earlier([.. m.All.Select(c => (Array.IndexOf(comparisons, c), c))]))];
        IReadOnlyList<FieldModel> shown = DuplicateLookup.ShownOf(rule, batch.Layout.Object);
        for (int i = 0; i < records.Length; i++)
        {
            // What is not written is no twin of anything.
            int[] twins = [.. ways.SelectMany(w => w.LikeOf(compared[i])).Distinct().Where(t => !records[t].IsRefused).Order().Take(MostNamed)];
            if (twins.Length > 0)
            {
                DuplicateRuleCheck.Tell(
                    records[i], rule, DuplicateRuleCheck.BlamedField(records[i], fields), [.. twins.Select(t => Name(records[t], shown))], batch.Caller.Language);
            }

            foreach (Earlier way in ways) way.Add(i, compared[i]);
        }
    }

    private static string Name(RecordWrite record, IReadOnlyList<FieldModel> shown)
    {
        string name = string.Join(" · ", shown.Select(f => record.Values[record.Layout[f.Name].Ordinal]).OfType<string>());
        return name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"#{record.Index + 1}");
    }

    private static StatementTemplate Statement(WriteBatch batch, DuplicateRuleDocument rule, DuplicateComparison[] comparisons, IReadOnlyList<FieldSlot> fields) =>
        batch.Layout.Template($"inputs {rule.Name} {batch.Model.Revision} {batch.Caller.Schema}", () => new StatementTemplate(new SqlSelect
        {
            Items =
            [
                new SqlItem(Column(DuplicateRuleCheck.Input, "n")),
                .. comparisons.Select(c =>
                {
                    SqlExpression value = DuplicateRuleCheck.Arrived(batch.Layout, c.Field);
                    return new SqlItem(c.By == DuplicateMethod.Similar ? DuplicateLookup.Grams(value) : DuplicateLookup.Key(c, value, batch.Layout.Object.Field(c.Other)));
                }),
            ],
            From = DuplicateRuleCheck.Inputs(fields),
        }));

    /// <summary>The inputs so far, found by what one way to match compares.</summary>
    private sealed class Earlier((int At, DuplicateComparison Comparison)[] all)
    {
        private readonly (int At, DuplicateComparison Comparison)[] _alike = [.. all.Where(c => c.Comparison.By == DuplicateMethod.Similar)];
        private readonly Dictionary<string, List<(int Input, object?[] Compared)>> _found = new(StringComparer.Ordinal);

        /// <summary>Earlier inputs that are like one.</summary>
        public IEnumerable<int> LikeOf(object?[] compared)
        {
            if (KeyOf(compared) is not { } key) return [];
            if (_alike.Length == 0) return Under(key).Select(f => f.Input).Take(MostNamed);

            // Whoever is like it has so many of its pairs that at least one of the rarer ones is among them.
            (int at, DuplicateComparison first) = _alike[0];
            string[] grams = (string[])compared[at]!;
            int shared = Math.Max(1, (int)Math.Ceiling(grams.Length * first.Similarity / (200.0 - first.Similarity)));
            return grams.Select(g => Under(key + g)).OrderBy(u => u.Count).Take(grams.Length - shared + 1).SelectMany(u => u).DistinctBy(u => u.Input)
                .Where(u => _alike.All(c => IsLike((string[])compared[c.At]!, (string[])u.Compared[c.At]!, c.Comparison)))
                .Select(u => u.Input);
        }

        /// <summary>Adds an input.</summary>
        public void Add(int input, object?[] compared)
        {
            if (KeyOf(compared) is not { } key) return;
            foreach (string gram in _alike.Length == 0 ? [""] : (string[])compared[_alike[0].At]!)
            {
                if (!_found.TryGetValue(key + gram, out var list)) _found[key + gram] = list = [];
                list.Add((input, compared));
            }
        }

        private List<(int Input, object?[] Compared)> Under(string key) => _found.TryGetValue(key, out var list) ? list : [];

        // A blank is like nothing. Lengths keep values apart that would run into each other.
        private string? KeyOf(object?[] compared)
        {
            if (all.Any(c => compared[c.At] is null)) return null;
            return string.Concat(all.Where(c => c.Comparison.By != DuplicateMethod.Similar).Select(c => (string)compared[c.At]!).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Length} {v} ")));
        }

        private static bool IsLike(string[] one, string[] other, DuplicateComparison comparison) =>
            one.Length > 0 && other.Length > 0 && 200 * one.Intersect(other, StringComparer.Ordinal).Count() / (one.Length + other.Length) >= comparison.Similarity;
    }
}
