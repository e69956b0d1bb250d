using System.Diagnostics;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>Lowers conditions. Records that the caller may not see do not exist in any of them.</summary>
internal sealed class FilterLowering(LoweringContext context)
{
    /// <summary>The condition on a row.</summary>
    /// <param name="node">The condition.</param>
    /// <param name="model">Object of the row.</param>
    /// <param name="alias">Alias of the row's table.</param>
    /// <param name="deleted">What counts of the records referred to: those of a list that shows the recycle bin may lie in it too.</param>
    public SqlExpression Condition(FilterNode node, ObjectModel model, string alias, DeletedMode deleted) => node switch
    {
        AllOf all => And([.. all.Members.Select(m => Condition(m, model, alias, deleted))]),
        AnyOf any => Or([.. any.Members.Select(m => Condition(m, model, alias, deleted))]),
        NotHolding not => Negation(not.Member, model, alias, deleted),
        Comparison comparison => And(Compare(comparison, alias), SearchLowering.ImpliedBy(comparison, model, alias)),
        IsBlank blank => And([.. blank.Field.ReadColumns.Select(c => Column(alias, c.Name).IsNull())]),
        RefersTo refers => RefersTo(refers, alias, deleted),
        HasRelated related => HasRelated(related, model, alias),
        ChoosableBy choosable => new ChoosableLowering(context, choosable).Condition(model, alias),
        Searched searched => SearchLowering.Condition(searched, model, alias),
        _ => throw new UnreachableException(),
    };

    /// <summary>How a related row hangs on a row: the condition, and the link table to join, if there is one.</summary>
    public (SqlFrom From, SqlExpression Condition) Linked(RelationLink link, string child, ObjectModel parent, string parentAlias)
    {
        SqlFrom from = context.From(link.Child, child);
        SqlExpression childId = Column(child, LoweringContext.Id(link.Child)), parentId = Column(parentAlias, LoweringContext.Id(parent));
        switch (link.Kind)
        {
            case RelationKind.ManyToMany:
                string alias = child + "_l";
                (string near, string far) = link.IsForward ? ("source_id", "target_id") : ("target_id", "source_id");
                SqlFrom linkTable = new SqlTableSource(context.Access.Table(link.Field.LinkTable!), alias);
                return (from.Join(linkTable, Column(alias, far).EqualTo(childId)), Column(alias, near).EqualTo(parentId));
            case RelationKind.Polymorphic:
                return (from, And(
                    Column(child, link.Field.Columns[0].Name).EqualTo(Literal(parent.Id)), Column(child, link.Field.Columns[1].Name).EqualTo(parentId)));
            default:
                return (from, Column(child, link.Field.Column.Name).EqualTo(parentId));
        }
    }

    private static SqlExpression Compare(Comparison comparison, string alias) =>
        Compare(Column(alias, comparison.Field.ReadColumns[comparison.Column].Name), comparison);

    /// <summary>The comparison of an expression of the field's column type; null only where the expression is.</summary>
    public static SqlExpression Compare(SqlExpression left, Comparison comparison) => Compare(
        left, comparison.Operator, comparison.Operands, SqlType.Of(comparison.Field.ReadColumns[comparison.Column].Type), comparison.IgnoreCase);

    /// <summary>The comparison of an expression of a type.</summary>
    public static SqlExpression Compare(
        SqlExpression left, ComparisonOperator op, IReadOnlyList<ValueSource> operands, SqlType type, bool ignoreCase = false)
    {
        return op switch
        {
            ComparisonOperator.IsNull => left.IsNull(),
            ComparisonOperator.Equal => Folded(left).EqualTo(Folded(Operand(0))),
            ComparisonOperator.In when ignoreCase => Folded(left).EqualToAny(FoldedList(operands[0])),
            ComparisonOperator.In => left.EqualToAny(LoweringContext.Parameter(type.Array, operands[0])),
            ComparisonOperator.Less => Infix(Folded(left), "<", Folded(Operand(0))),
            ComparisonOperator.LessOrEqual => Infix(Folded(left), "<=", Folded(Operand(0))),
            ComparisonOperator.Greater => Infix(Folded(left), ">", Folded(Operand(0))),
            ComparisonOperator.GreaterOrEqual => Infix(Folded(left), ">=", Folded(Operand(0))),
            ComparisonOperator.Between => And(Infix(Folded(left), ">=", Folded(Operand(0))), Infix(Folded(left), "<=", Folded(Operand(1)))),
            ComparisonOperator.Within => And(Infix(left, ">=", Operand(0)), Infix(left, "<", Operand(1))),
            ComparisonOperator.Like => Infix(left, ignoreCase ? "ilike" : "like", Operand(0)),
            ComparisonOperator.Has => Infix(left, "@>", new SqlArrayLiteral([LoweringContext.Parameter(SqlType.Text, operands[0])], SqlType.Text.Array)),
            ComparisonOperator.HasAny => Infix(left, "&&", Operand(0)),
            ComparisonOperator.HasAll => Infix(left, "@>", Operand(0)),
            _ => throw new UnreachableException(),
        };

        SqlExpression Operand(int index) => LoweringContext.Parameter(type, operands[index]);

        SqlExpression Folded(SqlExpression text) => ignoreCase ? Call("lower", text) : text;
    }

    private static SqlArrayOf FoldedList(ValueSource list) => new(new SqlSelect
    {
        Items = [new SqlItem(Call("lower", Column("u", "x")))],
        From = new SqlFunctionSource(new SqlCall("unnest", [LoweringContext.Parameter(SqlType.Text.Array, list)]), "u", ["x"]),
    });

    private SqlExpression Negation(FilterNode member, ObjectModel model, string alias, DeletedMode deleted)
    {
        switch (member)
        {
            case NotHolding inner: return Condition(inner.Member, model, alias, deleted);
            case Comparison { Operator: ComparisonOperator.IsNull } blank: return Column(alias, blank.Field.ReadColumns[blank.Column].Name).IsNotNull();
            case Comparison comparison: return Compare(comparison, alias).IsNotTrue();
        }

        // Existence is never unknown, and the planner makes an anti-join of "not exists" alone.
        SqlExpression condition = Condition(member, model, alias, deleted);
        return condition is SqlExists ? Not(condition) : condition.IsNotTrue();
    }

    private SqlExpression RefersTo(RefersTo refers, string alias, DeletedMode deleted)
    {
        DeletedMode targets = deleted == DeletedMode.Exclude ? DeletedMode.Exclude : DeletedMode.Include;
        bool polymorphic = refers.Field.Shape() == FieldShape.Polymorphic;
        SqlExpression reference = Column(alias, refers.Field.Columns[polymorphic ? 1 : 0].Name);
        string target = context.NextAlias("r");
        SqlExpression id = Column(target, LoweringContext.Id(refers.Target));
        SqlExpression visible = context.Visible(refers.Target, target, targets);
        SqlExpression condition = Condition(refers.Condition, refers.Target, target, targets);

        // A look-up by id is computed once, apart from the row, so that an index on the reference serves the list.
        SqlSelect select = new() { Items = [new SqlItem(id)], From = context.From(refers.Target, target), Where = And(condition, visible) };
        SqlExpression holds = Ids(refers.Condition) switch
        {
            ComparisonOperator.Equal => reference.EqualTo(new SqlScalar(select)),
            ComparisonOperator.In => reference.EqualToAny(new SqlArrayOf(select)),
            _ => Exists(select with { Items = [new SqlItem(Number(1))], Where = And(id.EqualTo(reference), visible, condition) }),
        };
        return polymorphic ? And(Column(alias, refers.Field.Columns[0].Name).EqualTo(Literal(refers.Target.Id)), holds) : holds;
    }

    private static ComparisonOperator? Ids(FilterNode condition) => condition switch
    {
        AllOf { Members: [FilterNode only] } => Ids(only),
        Comparison { Field.IsSystem: true, Field.Name: SystemFields.Id } c when c.Operator is ComparisonOperator.Equal or ComparisonOperator.In => c.Operator,
        _ => null,
    };

    private SqlExpression HasRelated(HasRelated related, ObjectModel model, string alias)
    {
        ObjectModel child = related.Link.Child;
        string childAlias = context.NextAlias("r");
        (SqlFrom from, SqlExpression linked) = Linked(related.Link, childAlias, model, alias);
        return Exists(new SqlSelect
        {
            Items = [new SqlItem(Number(1))],
            From = from,
            Where = And(
                linked, context.Visible(child, childAlias, DeletedMode.Exclude),
                Condition(related.Condition, child, childAlias, DeletedMode.Exclude)),
        });
    }
}
