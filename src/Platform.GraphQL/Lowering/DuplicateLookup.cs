using System.Globalization;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// Lowers a rule of duplicates to the rows that match given values; the look-up tool and the write pipeline share it. Every way to match has an index of its own
/// (<c>IndexMethod</c>), and together they are one look at the table. See docs/decisions (duplicates are found by what texts say).
/// </summary>
public static class DuplicateLookup
{
    /// <summary>Alias of the matching rows: <c>id</c>, then what was asked to be read.</summary>
    public const string Match = "m";

    private const string Keys = "k", Candidate = "c", All = "a";

    /// <summary>Given rows joined with the live rows that match them, at most so many for each.</summary>
    /// <param name="source">The given rows.</param>
    /// <param name="sourceId">Their id, which no match has; null values are of no row.</param>
    /// <param name="given">The value that a given row has in a field of the rule's object.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="target">The object among whose rows is looked.</param>
    /// <param name="table">Its table.</param>
    /// <param name="read">What is read of a match, by the alias of its row.</param>
    /// <param name="most">Most matches of a given row.</param>
    public static SqlFrom Matches(
        SqlFrom source, SqlExpression sourceId, Func<string, SqlExpression> given, DuplicateRuleDocument rule, ObjectModel target, SqlTable table,
        Func<string, IReadOnlyList<SqlItem>> read, int most)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(read);
        string id = target.Field(SystemFields.Id).Column.Name;
        List<SqlItem> keys = [];
        SqlExpression alike = Or([.. rule.Matches.Select(m => And([.. m.All.Select(c => Alike(c, given(c.Field), target.Field(c.Other), keys))]))]);

        // The offset keeps the planner from computing the keys anew for each row, and from walking a table in order for the sake of the limit.
        SqlSelect rows = new()
        {
            Items = [new SqlItem(Column(Candidate, id), id), .. read(Candidate)],
            From = new SqlTableSource(table, Candidate),
            Where = And(
                alike, Column(Candidate, target.Field(SystemFields.DeletedAt).Column.Name).IsNull(),
                Infix(Column(Candidate, id), "is distinct from", sourceId)),
            Offset = Number(0),
        };
        SqlSelect best = new()
        {
            Items = [new SqlItem(Star)],
            From = new SqlSubquery(rows, All),
            OrderBy = [new SqlOrder(Column(All, id))],
            Limit = Number(most),
        };
        SqlFrom from = keys.Count == 0
            ? source
            : new SqlJoin(source, new SqlSubquery(new SqlSelect { Items = keys, Offset = Number(0) }, Keys, Lateral: true), SqlJoinKind.Cross, null);
        return new SqlJoin(from, new SqlSubquery(best, Match, Lateral: true), SqlJoinKind.Cross, null);
    }

    /// <summary>Fields of the rule's object that it compares, each once.</summary>
    public static IReadOnlyList<string> FieldsOf(DuplicateRuleDocument rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. rule.Matches.SelectMany(m => m.All).Select(c => c.Field).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Fields of a match that are shown.</summary>
    public static IReadOnlyList<FieldModel> ShownOf(DuplicateRuleDocument rule, ObjectModel target)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(target);
        return rule.Shown.IsEmpty ? [target.Field(target.NameField)] : [.. rule.Shown.Select(target.Field)];
    }

    /// <summary>What two values have in common by which a comparison takes them for the same, as text; null for a value that is like nothing. Likeness has <see cref="Grams"/> instead.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="value">A value of the field.</param>
    /// <param name="field">The field.</param>
    public static SqlExpression Key(DuplicateComparison comparison, SqlExpression value, FieldModel field)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(field);
        return comparison.By switch
        {
            DuplicateMethod.Exact => Folds(field) ? Call("lower", value) : value.As(SqlType.Text),
            DuplicateMethod.Text => Call("platform.match_text", value),
            DuplicateMethod.Phone => Call("platform.match_phone", value),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison.By, "Likeness has no key."),
        };
    }

    /// <summary>The pairs of characters that likeness compares, each once: an array of texts. So many percent of them are in common: 200 × shared / (of one + of the other).</summary>
    public static SqlExpression Grams(SqlExpression value) => Call("tsvector_to_array", Call("platform.search_grams", Call("platform.match_text", value)));

    private static bool Folds(FieldModel field) => field.Column.Type == "text" && field.Type is not PicklistType;

    private static SqlExpression Alike(DuplicateComparison comparison, SqlExpression given, FieldModel other, List<SqlItem> keys)
    {
        SqlExpression stored = Column(Candidate, other.Column.Name);
        switch (comparison.By)
        {
            case DuplicateMethod.Exact:
                return Folds(other) ? Call("lower", stored).EqualTo(Call("lower", given)) : stored.EqualTo(given);
            case DuplicateMethod.Text: return Call("platform.match_text", stored).EqualTo(Call("platform.match_text", given));
            case DuplicateMethod.Phone: return Call("platform.match_phone", stored).EqualTo(Call("platform.match_phone", given));
            default:
                string key = string.Create(CultureInfo.InvariantCulture, $"q{keys.Count}");
                keys.Add(new SqlItem(Call("platform.match_query", given, Number(comparison.Similarity)), key));
                return And(
                    Infix(Call("platform.search_grams", Call("platform.match_text", stored)), "@@", Column(Keys, key)),
                    Infix(Call("platform.match_similarity", stored, given), ">=", Number(comparison.Similarity)));
        }
    }
}
