namespace Platform.Sql;

/// <summary>Where rows come from: a closed union.</summary>
public abstract record SqlFrom
{
    private protected SqlFrom() { }

    /// <summary>A join with a condition.</summary>
    public SqlFrom Join(SqlFrom right, SqlExpression on) => new SqlJoin(this, right, SqlJoinKind.Inner, on);

    /// <summary>A left join with a condition.</summary>
    public SqlFrom LeftJoin(SqlFrom right, SqlExpression on) => new SqlJoin(this, right, SqlJoinKind.Left, on);
}

/// <summary>Rows of a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Alias">Name in the statement.</param>
public sealed record SqlTableSource(SqlTable Table, string Alias) : SqlFrom;

/// <summary>Rows of a common table expression of the statement.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Alias">Name in this place.</param>
public sealed record SqlCteSource(string Name, string Alias) : SqlFrom;

/// <summary>Rows of a query.</summary>
/// <param name="Query">The query.</param>
/// <param name="Alias">Name in the statement.</param>
/// <param name="Lateral">May refer to sources before it.</param>
public sealed record SqlSubquery(SqlQuery Query, string Alias, bool Lateral = false) : SqlFrom;

/// <summary>Rows of a function, for example <c>unnest($1, $2) with ordinality as "alias"("id", "n")</c>.</summary>
/// <param name="Call">The call.</param>
/// <param name="Alias">Name in the statement.</param>
/// <param name="Columns">Names of the columns, the ordinality last; may be empty.</param>
/// <param name="WithOrdinality">Adds a bigint counter from 1.</param>
/// <param name="Lateral">May refer to sources before it (functions may without the word; printed for the reader).</param>
public sealed record SqlFunctionSource(
    SqlCall Call, string Alias, IReadOnlyList<string> Columns, bool WithOrdinality = false, bool Lateral = false) : SqlFrom;

/// <summary>Rows of <c>json_to_recordset</c> or <c>jsonb_to_recordset</c>, with typed columns.</summary>
/// <param name="Call">The call.</param>
/// <param name="Alias">Name in the statement.</param>
/// <param name="Columns">Keys with their types.</param>
public sealed record SqlRecordsetSource(SqlCall Call, string Alias, IReadOnlyList<(string Name, SqlType Type)> Columns) : SqlFrom;

/// <summary>Rows of literals and parameters.</summary>
/// <param name="Rows">At least one row.</param>
/// <param name="Alias">Name in the statement.</param>
/// <param name="Columns">Names of the columns.</param>
public sealed record SqlValuesSource(
    IReadOnlyList<IReadOnlyList<SqlExpression>> Rows, string Alias, IReadOnlyList<string> Columns) : SqlFrom;

/// <summary>A join.</summary>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
/// <param name="Kind">Kind.</param>
/// <param name="On">Condition; null for a cross join.</param>
public sealed record SqlJoin(SqlFrom Left, SqlFrom Right, SqlJoinKind Kind, SqlExpression? On) : SqlFrom;

/// <summary>Kinds of joins.</summary>
public enum SqlJoinKind
{
    /// <summary>Matching pairs.</summary>
    Inner,

    /// <summary>Every left row, with nulls where nothing matches.</summary>
    Left,

    /// <summary>Every pair.</summary>
    Cross,
}
