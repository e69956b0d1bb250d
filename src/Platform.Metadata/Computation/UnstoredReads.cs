using Platform.Expressions.Typing;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>What an expression of a draft reads that the tables do not hold yet, through formulas too.</summary>
public sealed class UnstoredReads
{
    private readonly TenantModel live;
    private readonly TenantModel draft;
    private readonly bool isSound;
    private readonly HashSet<(string Object, string Field)> seen = [];
    private readonly List<string> missing = [];

    private UnstoredReads(TenantModel live, TenantModel draft, bool isSound)
    {
        this.live = live;
        this.draft = draft;
        this.isSound = isSound;
    }

    /// <summary>The fields as <c>Object.field</c>, in the order in which they are met; empty when the expression can be asked now.</summary>
    /// <param name="live">The model whose tables there are.</param>
    /// <param name="draft">The model that the expression was checked against.</param>
    /// <param name="isSound">
    /// The draft has no errors. Where it has, formulas that it brings or changes count as missing: they may need each other in a circle.
    /// </param>
    /// <param name="expression">The expression.</param>
    public static IReadOnlyList<string> Of(TenantModel live, TenantModel draft, bool isSound, CheckedExpression expression)
    {
        UnstoredReads reads = new(live, draft, isSound);
        reads.Visit(expression);
        return reads.missing;
    }

    private void Visit(CheckedExpression expression)
    {
        foreach (MemberRead read in expression.Reads)
        {
            if (read.Member.Tag is RelationModel relation) Visit(relation.SourceObject, relation.SourceField);
            else Visit(read.ObjectName, read.Member.Name);
        }
    }

    private void Visit(string objectName, string name)
    {
        if (!seen.Add((objectName, name))) return;
        ObjectModel now = draft.Object(objectName);
        FieldModel field = now.Field(name);
        ObjectModel? was = live.Objects.FirstOrDefault(o => o.Id == now.Id);
        FieldModel? before = was?.Table == now.Table ? was.Fields.FirstOrDefault(f => f.Id == field.Id) : null;
        if (field.Formula is { } formula)
        {
            if (formula.Expression is { } expression && (isSound || before?.Formula?.Text == formula.Text)) Visit(expression);
            else missing.Add($"{objectName}.{name}");
        }
        else if (before is null || before.Formula is not null || before.Columns != field.Columns || before.LinkTable != field.LinkTable)
        {
            missing.Add($"{objectName}.{name}");
        }
    }
}
