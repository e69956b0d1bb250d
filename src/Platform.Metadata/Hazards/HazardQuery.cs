using Platform.Metadata.Conversion;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>Builds the statements of probes.</summary>
internal static class HazardQuery
{
    private const string Row = "r";
    private const int SampleSize = 5;

    /// <summary>A column of the probed table.</summary>
    public static SqlExpression Column(string name) => SqlExpression.Column(Row, name);

    /// <summary>True in rows outside the recycle bin.</summary>
    public static SqlExpression Live(ObjectModel owner) => Column(owner.Field(SystemFields.DeletedAt).Column.Name).IsNull();

    /// <summary>
    /// True in rows where the field says something. Every record has something in a checkbox: only what differs from its default does.
    /// </summary>
    public static SqlExpression HasMeaning(FieldModel field, IReadOnlyList<SqlExpression> columns) =>
        field.Type is CheckboxType && ColumnDefault.Of(field.Type, field.Default, field.Column.Type) is { } constant
            ? SqlExpression.Infix(columns[0], "is distinct from", constant.ToSql())
            : ValueConversion.HasValue(columns);

    /// <summary>A value as text for people: encrypted ones are never shown.</summary>
    public static SqlExpression? Shown(FieldModel field, IReadOnlyList<SqlExpression> columns) => columns.Count switch
    {
        0 => null,
        _ when field.Type is EncryptedTextType => null,
        1 => columns[0].As(SqlType.Text),
        _ => SqlExpression.Call("concat_ws", [SqlExpression.Literal(", "), .. columns]),
    };

    /// <summary>Counts rows and samples some of them.</summary>
    public static SqlSelect CountAndSample(SqlTable table, SqlExpression where, SqlExpression? value, string idColumn = "id")
    {
        SqlFrom rows = new SqlTableSource(table, Row);
        SqlExpression id = Column(idColumn);
        return Result(
            new SqlSelect { Items = [new SqlItem(SqlExpression.Call("count", SqlExpression.Star))], From = rows, Where = where },
            new SqlSelect
            {
                Items = [new SqlItem(id.As(SqlType.Text), "id"), new SqlItem(value ?? SqlExpression.Null.As(SqlType.Text), "value")],
                From = rows,
                Where = where,
                OrderBy = [new SqlOrder(id)],
                Limit = SqlExpression.Number(SampleSize),
            });
    }

    /// <summary>Counts rows that share a key with another, and samples the keys with one id each.</summary>
    public static SqlSelect CountShared(SqlTable table, SqlExpression where, IReadOnlyList<SqlExpression> keys)
    {
        SqlSelect groups = new()
        {
            Items =
            [
                new SqlItem(SqlExpression.Call("count", SqlExpression.Star), "rows"),
                new SqlItem(SqlExpression.Call("min", Column("id").As(SqlType.Text)), "id"),
                new SqlItem(
                    SqlExpression.Call("min", SqlExpression.Call("concat_ws", [SqlExpression.Literal(", "), .. keys])), "value"),
            ],
            From = new SqlTableSource(table, Row),
            Where = where,
            GroupBy = keys,
            Having = SqlExpression.Infix(SqlExpression.Call("count", SqlExpression.Star), ">", SqlExpression.Number(1)),
        };
        return Result(
            new SqlSelect
            {
                Items =
                [
                    new SqlItem(SqlExpression.Call(
                        "coalesce", SqlExpression.Call("sum", SqlExpression.Column("g", "rows")), SqlExpression.Number(0)).As(SqlType.BigInt)),
                ],
                From = new SqlSubquery(groups, "g"),
            },
            new SqlSelect
            {
                Items = [new SqlItem(SqlExpression.Column("g", "id"), "id"), new SqlItem(SqlExpression.Column("g", "value"), "value")],
                From = new SqlSubquery(groups, "g"),
                OrderBy = [new SqlOrder(SqlExpression.Column("g", "value"))],
                Limit = SqlExpression.Number(SampleSize),
            });
    }

    private static SqlSelect Result(SqlSelect count, SqlSelect samples)
    {
        SqlExpression sample = SqlExpression.Call(
            "jsonb_build_object",
            SqlExpression.Literal("id"), SqlExpression.Column("s", "id"), SqlExpression.Literal("value"), SqlExpression.Column("s", "value"));
        SqlSelect list = new()
        {
            Items =
            [
                new SqlItem(SqlExpression.Call("coalesce", SqlExpression.Call("jsonb_agg", sample), SqlExpression.Literal("[]").As(SqlType.Jsonb))),
            ],
            From = new SqlSubquery(samples, "s"),
        };
        return new SqlSelect
        {
            Items = [new SqlItem(new SqlScalar(count), "count"), new SqlItem(new SqlScalar(list).As(SqlType.Text), "samples")],
        };
    }
}
