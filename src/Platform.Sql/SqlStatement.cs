namespace Platform.Sql;

/// <summary>A statement: a query or a change of rows; a closed union.</summary>
public abstract record SqlStatement
{
    private protected SqlStatement() { }

    /// <summary>Common table expressions before the statement, in order.</summary>
    public IReadOnlyList<SqlCte> With { get; init; } = [];

    /// <summary>Prints the statement.</summary>
    public SqlText Print() => SqlPrinter.Print(this);

    /// <summary>Prints the statement with other values in the place of its parameters.</summary>
    /// <param name="values">What is printed in the place of its parameters.</param>
    public SqlText Print(IReadOnlyDictionary<SqlParameter, SqlExpression> values) => SqlPrinter.Print(this, values);
}

/// <summary>A common table expression; its statement may change rows.</summary>
/// <param name="Name">Its name, unquoted.</param>
/// <param name="Statement">The statement; one that changes rows needs a <c>returning</c> to be read.</param>
/// <param name="Materialized">True or false to print <c>[not] materialized</c>, null to leave it to the planner.</param>
/// <param name="Recursive">Refers to itself.</param>
public sealed record SqlCte(string Name, SqlStatement Statement, bool? Materialized = null, bool Recursive = false);

/// <summary>A query.</summary>
public abstract record SqlQuery : SqlStatement
{
    private protected SqlQuery() { }

    /// <summary>Order of the rows.</summary>
    public IReadOnlyList<SqlOrder> OrderBy { get; init; } = [];

    /// <summary>Most rows, or null.</summary>
    public SqlExpression? Limit { get; init; }

    /// <summary>Rows left out at the start, or null.</summary>
    public SqlExpression? Offset { get; init; }
}

/// <summary><c>select</c>.</summary>
public sealed record SqlSelect : SqlQuery
{
    /// <summary>Columns of the result.</summary>
    public required IReadOnlyList<SqlItem> Items { get; init; }

    /// <summary>Source of the rows, or null for one row.</summary>
    public SqlFrom? From { get; init; }

    /// <summary>Condition, or null for all rows.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>Group keys.</summary>
    public IReadOnlyList<SqlExpression> GroupBy { get; init; } = [];

    /// <summary>Condition on groups, or null.</summary>
    public SqlExpression? Having { get; init; }

    /// <summary>Distinct rows only.</summary>
    public bool Distinct { get; init; }

    /// <summary>Row locks to take, or null.</summary>
    public SqlRowLock? Lock { get; init; }
}

/// <summary>Rows of several queries one after the other; order, limit and offset apply to the whole.</summary>
/// <param name="Members">Two or more queries of the same shape.</param>
/// <param name="All">True for <c>union all</c>, false for <c>union</c>.</param>
public sealed record SqlUnion(IReadOnlyList<SqlQuery> Members, bool All = true) : SqlQuery;

/// <summary>A column of a result.</summary>
/// <param name="Expression">Its value.</param>
/// <param name="Alias">Its name, or null for PostgreSQL's choice.</param>
public sealed record SqlItem(SqlExpression Expression, string? Alias = null);

/// <summary>Row locks.</summary>
/// <param name="Strength">How strong.</param>
/// <param name="Of">Aliases of the tables whose rows are locked; empty for all.</param>
/// <param name="Wait">What to do about rows that are locked by others.</param>
public sealed record SqlRowLock(SqlLockStrength Strength, IReadOnlyList<string> Of, SqlLockWait Wait = SqlLockWait.Wait);

/// <summary>Strengths of row locks.</summary>
public enum SqlLockStrength
{
    /// <summary><c>for update</c>.</summary>
    Update,

    /// <summary><c>for no key update</c>.</summary>
    NoKeyUpdate,

    /// <summary><c>for share</c>.</summary>
    Share,

    /// <summary><c>for key share</c>.</summary>
    KeyShare,
}

/// <summary>What to do about rows that are locked by others.</summary>
public enum SqlLockWait
{
    /// <summary>Wait, as long as <c>lock_timeout</c> allows.</summary>
    Wait,

    /// <summary>Leave them out.</summary>
    SkipLocked,

    /// <summary>Fail at once.</summary>
    NoWait,
}

/// <summary><c>insert</c>.</summary>
public sealed record SqlInsert : SqlStatement
{
    /// <summary>The table.</summary>
    public required SqlTable Table { get; init; }

    /// <summary>Alias for <c>on conflict</c> and <c>returning</c>; null for the table's name.</summary>
    public string? Alias { get; init; }

    /// <summary>Columns that get values.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Rows of values; empty when <see cref="Source"/> is set.</summary>
    public IReadOnlyList<IReadOnlyList<SqlExpression>> Rows { get; init; } = [];

    /// <summary>A query that gives the rows, or null.</summary>
    public SqlQuery? Source { get; init; }

    /// <summary>What to do about rows that exist, or null to fail.</summary>
    public SqlConflict? OnConflict { get; init; }

    /// <summary>Result per row; empty for none.</summary>
    public IReadOnlyList<SqlItem> Returning { get; init; } = [];
}

/// <summary><c>on conflict</c>. The proposed row is in scope under the alias <c>excluded</c>.</summary>
/// <param name="Target">Key columns or expressions of the unique index; may be empty when nothing is updated.</param>
/// <param name="TargetWhere">Predicate of a partial unique index, or null.</param>
/// <param name="Set">Changes; empty for <c>do nothing</c>.</param>
/// <param name="Where">Only update rows for which this holds, or null.</param>
public sealed record SqlConflict(
    IReadOnlyList<SqlExpression> Target, SqlExpression? TargetWhere, IReadOnlyList<SqlAssignment> Set, SqlExpression? Where = null);

/// <summary><c>column = value</c>.</summary>
/// <param name="Column">Column, unquoted.</param>
/// <param name="Value">New value.</param>
public sealed record SqlAssignment(string Column, SqlExpression Value);

/// <summary><c>update</c>.</summary>
public sealed record SqlUpdate : SqlStatement
{
    /// <summary>The table.</summary>
    public required SqlTable Table { get; init; }

    /// <summary>Its alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Changes, at least one.</summary>
    public required IReadOnlyList<SqlAssignment> Set { get; init; }

    /// <summary>Further sources, or null.</summary>
    public SqlFrom? From { get; init; }

    /// <summary>Condition; null for every row.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>Result per row; empty for none.</summary>
    public IReadOnlyList<SqlItem> Returning { get; init; } = [];
}

/// <summary><c>delete</c>.</summary>
public sealed record SqlDelete : SqlStatement
{
    /// <summary>The table.</summary>
    public required SqlTable Table { get; init; }

    /// <summary>Its alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Further sources, or null.</summary>
    public SqlFrom? Using { get; init; }

    /// <summary>Condition; null for every row.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>Result per row; empty for none.</summary>
    public IReadOnlyList<SqlItem> Returning { get; init; } = [];
}
