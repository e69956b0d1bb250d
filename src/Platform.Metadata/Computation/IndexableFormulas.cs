using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Computation;

/// <summary>Formulas that an index can be made of: they depend on stored fields of their own record alone, and PostgreSQL computes them the same for ever.</summary>
public static class IndexableFormulas
{
    // Functions that PostgreSQL does not call immutable, because for other arguments than ours they would depend on the session.
    private static readonly HashSet<string> Unsteady = new(StringComparer.Ordinal)
    {
        "text_date", "text_timestamp", "date_text", "timestamp_text", "int_timestamp", "join", "join_with",
    };

    /// <summary>Why no index can be made of a formula; null when one can.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="field">A field with a checked formula.</param>
    public static Sentence? Problem(ObjectModel owner, FieldModel field) => Problem(owner, field.Formula!.Checked, []);

    /// <summary>The names of the stored fields that a formula which can be indexed reads, through other formulas too.</summary>
    public static IReadOnlySet<string> Reads(ObjectModel owner, FieldModel field)
    {
        HashSet<string> read = new(StringComparer.Ordinal);
        Collect(owner, field, read);
        return read;
    }

    /// <summary>The value of the formula in an index of the object's table: over bare columns.</summary>
    public static SqlExpression Key(ObjectModel owner, FieldModel field)
    {
        LoweringEnvironment environment = new(string.Empty, _ => owner) { NextAlias = () => throw new InvalidOperationException("An index looks at no other rows.") };
        return FormulaLowering.Value(field, environment, LoweredRow.InScope(owner, column => new SqlColumn(null, column)));
    }

    private static void Collect(ObjectModel owner, FieldModel field, HashSet<string> read)
    {
        foreach (MemberRead member in field.Formula!.Checked.Reads)
        {
            if (!owner.TryGetField(member.Member.Name, out FieldModel? used) || !read.Add(used.Name)) continue;
            if (used.Formula?.Expression is not null) Collect(owner, used, read);
        }
    }

    private static Sentence? Problem(ObjectModel owner, CheckedExpression formula, List<string> path) => formula.UsesClock
        ? (Sentence)"it depends on the time of reading, on the tenant's time zone or on a business calendar"
        : Problem(owner, formula.Root, path);

    private static Sentence? Problem(ObjectModel owner, TypedNode node, List<string> path)
    {
        Sentence? problem = node switch
        {
            TypedLoop => (Sentence)"it goes through a list",
            TypedCall { Overload: { } overload } when Unsteady.Contains(overload.Id) => $"the database does not promise that {overload.Name} gives the same for ever",
            TypedMember member when member.Target is not TypedVariable { Name: ExpressionScope.Record } || member.Member.Tag is not FieldModel =>
                $"it reads {member.Member.Name} of other records",
            TypedMember { Member.Tag: FieldModel { LinkTable: not null } } => "it reads a list of records",
            TypedMember { Member.Name: { } name } when !path.Contains(name) && owner.TryGetField(name, out FieldModel? used) && used.Formula?.Expression is { } formula =>
                Problem(owner, formula, [.. path, name]),
            _ => null,
        };
        if (problem is not null) return problem;
        node.ForEachPart(part => problem ??= Problem(owner, part, path));
        return problem;
    }
}
