using System.Diagnostics;
using System.Globalization;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

/// <summary>
/// Lowers checked expressions to SQL that gives the same values as the evaluator in memory (decision 0021). Whole numbers are bigint,
/// durations bigint microseconds; references are ids, and reading through one is a subquery by primary key. References lead to records in the
/// recycle bin too; lists of related records have live ones only.
/// </summary>
public sealed partial class ExpressionLowering
{
    private readonly LoweringEnvironment environment;
    private readonly LoweredRow record;
    private readonly LoweredRow? old;
    private readonly LoweredRow? target;
    private readonly Dictionary<int, object> elements = [];
    private readonly HashSet<TypedNode> unlimited = new(ReferenceEqualityComparer.Instance);

    private ExpressionLowering(LoweringEnvironment environment, LoweredRow record, LoweredRow? old, LoweredRow? target)
    {
        this.target = target;
        this.environment = environment;
        this.record = record;
        this.old = old;
    }

    /// <summary>The value of an expression over a record.</summary>
    /// <param name="expression">A checked expression, as <see cref="CheckedExpression.Root"/>.</param>
    /// <param name="environment">The statement around it.</param>
    /// <param name="record">The record.</param>
    /// <param name="old">The record as stored, where expressions may ask for it.</param>
    /// <param name="target">The record that a reference may come to point to, where expressions may ask for it.</param>
    public static SqlExpression Lower(
        TypedNode expression, LoweringEnvironment environment, LoweredRow record, LoweredRow? old = null, LoweredRow? target = null) =>
        new ExpressionLowering(environment, record, old, target).Value(expression);

    /// <summary>The value of an expression whose range the caller checks, to limits within those of decimals: one that is beyond them may come out as it is.</summary>
    /// <param name="expression">A checked expression that gives a decimal.</param>
    /// <param name="environment">The statement around it.</param>
    /// <param name="record">The record.</param>
    internal static SqlExpression LowerUnlimited(TypedNode expression, LoweringEnvironment environment, LoweredRow record)
    {
        ExpressionLowering lowering = new(environment, record, null, null);
        lowering.LeaveUnlimited(expression);
        return lowering.Value(expression);
    }

    private void LeaveUnlimited(TypedNode node)
    {
        unlimited.Add(node);
        if (node is not TypedChoice choice) return;
        LeaveUnlimited(choice.Then);
        LeaveUnlimited(choice.Otherwise);
    }

    private SqlExpression Value(TypedNode node) => node switch
    {
        TypedConstant n => Constant(n),
        TypedVariable n => Variable(n),
        TypedElement n => elements[n.Slot] is LoweredRow row ? row.Id : (SqlExpression)elements[n.Slot],
        TypedMember n => Member(n),
        TypedChoice n => new SqlCase([(Value(n.Condition), Whole(n.Then))], Whole(n.Otherwise)),
        TypedList n => new SqlArrayLiteral([.. n.Items.Select(Value)], SqlPieces.TypeOf(n.Type)),
        TypedLoop n => Loop(n),
        TypedCall n => Call(n),
        _ => throw new UnreachableException(),
    };

    /// <summary>A value that may go on to arithmetic: the column of an integer field has 32 bits only.</summary>
    private SqlExpression Whole(TypedNode node) => node is TypedMember { Type.Kind: ExpressionKind.Int } ? Value(node).As(SqlType.BigInt) : Value(node);

    private static SqlExpression Constant(TypedConstant node)
    {
        SqlType type = SqlPieces.TypeOf(node.Type);
        if (node.Value is null) return Null.As(type);
        return node.Type.Kind switch
        {
            ExpressionKind.Bool => (bool)node.Value ? True : False,
            ExpressionKind.Date => SqlPieces.Typed(Moments.DateText((int)(long)node.Value), type),
            ExpressionKind.Timestamp => SqlPieces.Typed(Moments.InstantText((long)node.Value), type),
            _ => SqlPieces.Typed(Convert.ToString(node.Value, CultureInfo.InvariantCulture)!, type),
        };
    }

    private SqlExpression Variable(TypedVariable node) => node.Name switch
    {
        ExpressionScope.Now => environment.Now,
        ExpressionScope.Today => SqlExpression.Call("timezone", environment.Zone, environment.Now).As(SqlType.Date),
        _ => Row(node).Id,
    };

    /// <summary>The record that a node refers to.</summary>
    private LoweredRow Row(TypedNode node) => node switch
    {
        TypedVariable { Name: ExpressionScope.Record } => record,
        TypedVariable { Name: ExpressionScope.Old } => old ?? throw new InvalidOperationException("There is no stored record here."),
        TypedVariable { Name: ExpressionScope.Target } => target ?? throw new InvalidOperationException("No record is chosen here."),
        TypedVariable { Name: ExpressionScope.User } n => LoweredRow.OfId(
            environment.Objects(n.Type.ObjectName!), environment.User ?? throw new InvalidOperationException("Nobody acts here.")),
        TypedElement n when elements[n.Slot] is LoweredRow row => row,
        _ => LoweredRow.OfId(environment.Objects(node.Type.ObjectName!), Value(node)),
    };

    private SqlExpression Member(TypedMember node)
    {
        if (node.Member.Tag is not FieldModel field) throw new UnreachableException("A list of records is no value.");
        LoweredRow row = Row(node.Target);
        SqlExpression value = row.Columns is null ? LookedUp(row, found => Field(node, field, found)) : Field(node, field, row);
        return node.Type.Kind == ExpressionKind.List ? SqlExpression.Call("coalesce", value, new SqlArrayLiteral([], SqlType.Text.Array)) : value;
    }

    private SqlScalar LookedUp(LoweredRow row, Func<LoweredRow, SqlExpression> read)
    {
        string alias = environment.NextAlias();
        return new SqlScalar(new SqlSelect
        {
            Items = [new SqlItem(read(LoweredRow.InScope(row.Model, alias)))],
            From = new SqlTableSource(new SqlTable(environment.Schema, row.Model.Table), alias),
            Where = Column(alias, row.Model.Field(SystemFields.Id).Column.Name).EqualTo(row.Id),
        });
    }

    private SqlExpression Field(TypedMember node, FieldModel field, LoweredRow row)
    {
        // The model knows more than the checker did: the formulas of fields that were compiled after the one that reads them.
        FieldModel current = environment.Objects(row.Model.Name).Field(field.Name);
        if (node.Member.Part is { } part) return row.Columns!(FieldParts.Column(field, part).Name);
        SqlExpression column = current.Formula is null ? row.Columns!(field.Column.Name) : FormulaLowering.Value(current, environment, row);
        return field.Type switch
        {
            IdType => column.As(SqlType.Text),
            DurationType => SqlPieces.Duration(Infix(
                SqlPieces.Within(column, SqlPieces.Whole(-MostSeconds), SqlPieces.Whole(MostSeconds)), "*", SqlPieces.Whole(1_000_000))),
            DateTimeType => SqlPieces.Instant(column),
            _ when node.Type.Kind == ExpressionKind.Decimal => SqlPieces.Decimal(column, node.Member.Bounds ?? NumberBounds.AnyDecimal),
            _ => column,
        };
    }

    private const long MostSeconds = (Moments.MaxDuration / 1_000_000) + 1;

    private SqlExpression Loop(TypedLoop node)
    {
        if (node.List.Type.IsRecordList)
        {
            Rows rows = Records(node.List);
            elements[node.Element.Slot] = rows.Row;
            return Over(node, rows.From, rows.Where, rows.Row.Id);
        }

        string alias = environment.NextAlias();
        SqlExpression list = Value(node.List);
        SqlFunctionSource source = new(new SqlCall("unnest", [list]), alias, ["v", "n"], WithOrdinality: true);
        elements[node.Element.Slot] = Column(alias, "v");
        SqlExpression result = Over(node, source, True, Column(alias, "n"));
        return node.List.IsNullable ? SqlPieces.When(list.IsNotNull(), result) : result;
    }

    private SqlExpression Over(TypedLoop node, SqlFrom from, SqlExpression where, SqlExpression order)
    {
        SqlExpression condition = node.Condition is null ? True : Value(node.Condition);
        SqlSelect Select(SqlExpression item, SqlExpression kept) => new() { Items = [new SqlItem(item)], From = from, Where = And(where, kept) };
        return node.Kind switch
        {
            MacroKind.Exists => Exists(Select(Number(1), condition)),
            MacroKind.All => Not(Exists(Select(Number(1), condition.IsNotTrue()))),
            MacroKind.ExistsOne => new SqlScalar(Select(SqlExpression.Call("count", Star), condition)).EqualTo(Number(1)),
            MacroKind.Map => new SqlArrayOf(Select(Whole(node.Value!), condition) with { OrderBy = [new SqlOrder(order)] }),
            _ => new SqlArrayOf(Select(Value(node.Element), condition) with { OrderBy = [new SqlOrder(order)] }),
        };
    }

    /// <summary>Rows of related records, in scope under an alias.</summary>
    private sealed record Rows(SqlFrom From, SqlExpression Where, LoweredRow Row);

    private Rows Records(TypedNode list)
    {
        if (list is TypedLoop { Kind: MacroKind.Filter } filter)
        {
            Rows rows = Records(filter.List);
            elements[filter.Element.Slot] = rows.Row;
            return rows with { Where = And(rows.Where, Value(filter.Condition!)) };
        }

        if (list is not TypedMember member) throw new UnreachableException();
        string alias = environment.NextAlias();
        LoweredRow parent = Row(member.Target);
        ObjectModel child = environment.Objects(list.Type.Element!.ObjectName!);
        LoweredRow row = LoweredRow.InScope(child, alias);
        SqlExpression live = Column(alias, child.Field(SystemFields.DeletedAt).Column.Name).IsNull();
        SqlFrom from = new SqlTableSource(new SqlTable(environment.Schema, child.Table), alias);
        return new Rows(from, And(Linked(member.Member.Tag!, child, row, alias, parent), live), row);
    }

    /// <summary>The condition that a child hangs on its parent.</summary>
    private SqlExpression Linked(object tag, ObjectModel child, LoweredRow row, string alias, LoweredRow parent)
    {
        if (tag is FieldModel forward)
        {
            SqlExpression stored = InLinks(forward.LinkTable!, row.Id, "target_id", parent.Id, "source_id");
            return parent.Links?.Invoke(forward, alias, stored) ?? stored;
        }

        RelationModel relation = (RelationModel)tag;
        FieldModel field = child.Field(relation.SourceField);
        return relation.Kind switch
        {
            RelationKind.ManyToMany => InLinks(field.LinkTable!, row.Id, "source_id", parent.Id, "target_id"),
            RelationKind.Polymorphic => Column(alias, field.Columns[1].Name).EqualTo(parent.Id),
            _ => Column(alias, field.Column.Name).EqualTo(parent.Id),
        };
    }

    private SqlIn InLinks(string table, SqlExpression child, string childColumn, SqlExpression parent, string parentColumn)
    {
        string alias = environment.NextAlias();
        return new SqlIn(child, new SqlSelect
        {
            Items = [new SqlItem(Column(alias, childColumn))],
            From = new SqlTableSource(new SqlTable(environment.Schema, table), alias),
            Where = Column(alias, parentColumn).EqualTo(parent),
        });
    }
}
