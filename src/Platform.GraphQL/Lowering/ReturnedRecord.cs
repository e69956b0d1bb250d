using System.Globalization;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// What a payload selects of written records where a record's own row gives all of it, under a right that its owner alone decides: the statement that writes the row
/// returns it, and none has to read it back (decision 0081).
/// </summary>
public sealed class ReturnedRecord
{
    /// <summary>Alias under which the writing statement has the row.</summary>
    public const string Alias = "t";

    private static long _made;
    private readonly RowPredicate _right;

    private ReturnedRecord(IReadOnlyList<SqlItem> items, RowPredicate right)
    {
        Items = items;
        _right = right;
        Key = Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Names it among all of the process, for statements that are kept.</summary>
    public string Key { get; }

    /// <summary>The result of the statement for each row: <c>(id uuid, owner uuid, json text)</c>, of columns of <see cref="Alias"/> alone, without parameters.</summary>
    public IReadOnlyList<SqlItem> Items { get; }

    /// <summary>What selections read; null when more than the row is read, or the database has to decide.</summary>
    /// <param name="selections">What the payload selects; several as <see cref="LoweredStatement.OfRecords"/> gives them.</param>
    /// <param name="schema">Model and rights.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    public static ReturnedRecord? Of(IReadOnlyList<RecordSelection> selections, RecordsSchema schema, string tenantSchema, ReachForm reach)
    {
        ArgumentNullException.ThrowIfNull(selections);
        ObjectModel model = selections[0].Object;
        LoweringContext context = new(schema, tenantSchema, reach);
        RowPredicate right = context.Rights(model).Read;
        if (right != RowPredicate.Everything && (reach == ReachForm.Computed || !right.IsOfOwner)) return null;
        if (!selections.All(s => s.Fields.All(IsOfRow))) return null;
        RowScope row = new(Alias);
        return new ReturnedRecord(
            [
                new SqlItem(Column(Alias, LoweringContext.Id(model))),
                new SqlItem(Column(Alias, model.Field(SystemFields.Owner).Column.Name)),
                new SqlItem(LoweredStatement.Selections(selections, row, context)),
            ],
            right);
    }

    /// <summary>Whether the record of an owner may be read.</summary>
    /// <param name="owner">The owner's id; null for nobody.</param>
    /// <param name="context">The user of the request.</param>
    public bool Covers(Guid? owner, BindingContext context) => _right == RowPredicate.Everything || OwnerRight.Covers(_right, owner, context);

    private static bool IsOfRow(SelectedField field) => field switch
    {
        TypeNameField or PartsField => true,
        ValueField { Field: var value } => value.Formula is null && value.Shape() != FieldShape.Encrypted,
        _ => false,
    };
}
