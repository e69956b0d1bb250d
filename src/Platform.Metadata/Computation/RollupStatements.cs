using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

/// <summary>Statements that make the values of rollups anew, of all records of their lists.</summary>
public static class RollupStatements
{
    private const string Row = "r";
    private const string Made = "n";

    /// <summary>Updates the records in which the value is another: of all, or of those that a condition holds for.</summary>
    /// <param name="schema">Schema of the tenant.</param>
    /// <param name="model">The model.</param>
    /// <param name="rollup">The rollup.</param>
    /// <param name="nextAlias">Gives aliases that the statement does not use yet.</param>
    /// <param name="chosen">A condition over the id of a record; all when null.</param>
    public static SqlUpdate Fill(
        string schema, TenantModel model, OrderedRollup rollup, Func<string> nextAlias, Func<SqlExpression, SqlExpression>? chosen = null)
    {
        string id = rollup.Owner.Field(SystemFields.Id).Column.Name;
        ColumnModel[] columns = [rollup.Field.Column, .. rollup.Field.Rollup!.State];
        return new SqlUpdate
        {
            Table = new SqlTable(schema, rollup.Owner.Table),
            Alias = Row,
            Set = [.. columns.Select(c => new SqlAssignment(c.Name, Column(Made, c.Name)))],
            From = Anew(schema, model, rollup, nextAlias, chosen),
            Where = And(Column(Row, id).EqualTo(Column(Made, id)), Differs(columns)),
        };
    }

    /// <summary>Counts the records in which the stored value is not what it is when it is made anew.</summary>
    public static SqlSelect CountWrong(string schema, TenantModel model, OrderedRollup rollup, Func<string> nextAlias)
    {
        string id = rollup.Owner.Field(SystemFields.Id).Column.Name;
        ColumnModel[] columns = [rollup.Field.Column, .. rollup.Field.Rollup!.State];
        return new SqlSelect
        {
            Items = [new SqlItem(Call("count", Star))],
            From = new SqlTableSource(new SqlTable(schema, rollup.Owner.Table), Row).Join(
                Anew(schema, model, rollup, nextAlias, null), Column(Row, id).EqualTo(Column(Made, id))),
            Where = Differs(columns),
        };
    }

    private static SqlSubquery Anew(string schema, TenantModel model, OrderedRollup rollup, Func<string> nextAlias, Func<SqlExpression, SqlExpression>? chosen)
    {
        LoweringEnvironment environment = new(schema, model.Object) { NextAlias = nextAlias };
        string alias = nextAlias();
        string idColumn = rollup.Owner.Field(SystemFields.Id).Column.Name;
        SqlExpression id = Column(alias, idColumn);
        return new SqlSubquery(
            new SqlSelect
            {
                Items =
                [
                    new SqlItem(id, idColumn),
                    .. RollupLowering.Anew(rollup.Owner, rollup.Field, environment, id).Select(v => new SqlItem(v.Value, v.Column.Name)),
                ],
                From = new SqlTableSource(new SqlTable(schema, rollup.Owner.Table), alias),
                Where = chosen?.Invoke(id),
            },
            Made);
    }

    private static SqlExpression Differs(IEnumerable<ColumnModel> columns) =>
        Or([.. columns.Select(c => Infix(Column(Row, c.Name), "is distinct from", Column(Made, c.Name)))]);
}
