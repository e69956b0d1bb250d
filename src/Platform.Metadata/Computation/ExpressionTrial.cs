using System.Globalization;
using Platform.Expressions.Typing;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Computation;

/// <summary>The statement that tries an expression on stored records before it belongs to anything: its value, and those of the fields that it names.</summary>
/// <param name="Statement">
/// Answers one row of JSON texts: the value, those of <paramref name="Reads"/> in their order, and the id of the record, or of the one that would
/// be chosen, which is null when there is none.
/// </param>
/// <param name="Reads">The fields that are named, as written, each once.</param>
public sealed record ExpressionTrial(SqlSelect Statement, IReadOnlyList<(string Path, ExpressionType Type)> Reads)
{
    /// <summary>Most fields whose values are told.</summary>
    public const int MostReads = 20;

    /// <summary>The statement for one record.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="environment">The tables, and who asks.</param>
    /// <param name="record">The record, which stands for <c>old</c> too.</param>
    /// <param name="target">The record that would be chosen, where the expression is about one.</param>
    /// <param name="live">The model whose tables there are: a draft may name records by a field that has no column yet.</param>
    public static ExpressionTrial Of(CheckedExpression expression, LoweringEnvironment environment, LoweredRow record, LoweredRow? target, TenantModel live)
    {
        List<(string Path, TypedMember Node)> named = [];
        Collect(expression.Root, named);
        LoweredRow asked = target ?? record;
        ExpressionMember id = FieldMembers.Of(asked.Model.Field(SystemFields.Id), 0)!;
        TypedMember found = new(new TypedVariable(ExpressionScope.Record, ExpressionType.Reference(asked.Model.Name), IsNullable: true), id);
        IEnumerable<SqlExpression> values = named.Select(n => (TypedNode)n.Node).Prepend(expression.Root)
            .Select(node => Text(Labelled(node, environment, live), environment, record, target)).Append(Text(found, environment, asked, null));
        SqlItem[] items = [.. values.Select((value, i) => new SqlItem(value, "v" + i.ToString(CultureInfo.InvariantCulture)))];
        return new ExpressionTrial(new SqlSelect { Items = items }, [.. named.Select(n => (n.Path, n.Node.Type))]);
    }

    private static SqlExpression Text(TypedNode node, LoweringEnvironment environment, LoweredRow record, LoweredRow? target) =>
        SqlExpression.Call("to_jsonb", ExpressionLowering.Lower(node, environment, record, record, target)).As(SqlType.Text);

    /// <summary>A record is told by its name, or by its id where the tables hold no name.</summary>
    private static TypedNode Labelled(TypedNode node, LoweringEnvironment environment, TenantModel live)
    {
        if (node.Type.Kind != ExpressionKind.Reference) return node;
        ObjectModel target = environment.Objects(node.Type.ObjectName!);
        int slot = target.Fields.ToList().FindIndex(f => f.Name == target.NameField);
        ExpressionMember? name = slot < 0 || !IsStored(live, target, target.Fields[slot]) ? null : FieldMembers.Of(target.Fields[slot], slot);
        return new TypedMember(node, name ?? FieldMembers.Of(target.Field(SystemFields.Id), 0)!);
    }

    private static bool IsStored(TenantModel live, ObjectModel owner, FieldModel field) =>
        live.Objects.FirstOrDefault(o => o.Id == owner.Id && o.Table == owner.Table)?.Fields.FirstOrDefault(f => f.Id == field.Id) is { Formula: null } stored
        && field.Formula is null && stored.Columns == field.Columns;

    private static void Collect(TypedNode node, List<(string Path, TypedMember Node)> found)
    {
        if (node is TypedMember member && !member.Type.IsRecordList && member.Type.Kind != ExpressionKind.Reference
            && PathOf(member) is { } path && found.Count < MostReads && found.All(f => f.Path != path))
        {
            found.Add((path, member));
        }

        node.ForEachPart(part => Collect(part, found));
    }

    private static string? PathOf(TypedNode node) => node switch
    {
        TypedVariable n => n.Name,
        TypedMember n when PathOf(n.Target) is { } target => $"{target}.{n.Member.WrittenName}",
        _ => null,
    };
}
