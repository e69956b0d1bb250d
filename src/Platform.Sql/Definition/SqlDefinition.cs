namespace Platform.Sql.Definition;

/// <summary>
/// A statement that defines storage: a closed union of typed parts, printed by <see cref="SqlPrinter"/>. Definitions take no parameters;
/// names are always quoted and constants are literals.
/// </summary>
public abstract record SqlDefinition
{
    private protected SqlDefinition() { }

    /// <summary>The text of the statement, without a closing semicolon.</summary>
    /// <exception cref="ArgumentException">A name or literal cannot be written (empty, too long, NUL).</exception>
    public string Print() => SqlPrinter.Print(this);
}

/// <summary><c>create schema</c>.</summary>
/// <param name="Name">Unquoted name.</param>
public sealed record CreateSchema(string Name) : SqlDefinition;

/// <summary><c>drop schema … cascade</c>: a tenant with everything in it.</summary>
/// <param name="Name">Unquoted name.</param>
public sealed record DropSchema(string Name) : SqlDefinition;

/// <summary><c>create table</c> with its primary key, if it has one.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">At least one column.</param>
/// <param name="PrimaryKeyName">Name of the primary key constraint, unquoted.</param>
/// <param name="PrimaryKey">Key columns in order; none for a table of rows that nobody looks up.</param>
public sealed record CreateTable(
    SqlTable Table, IReadOnlyList<SqlColumnDefinition> Columns, string PrimaryKeyName, IReadOnlyList<string> PrimaryKey) : SqlDefinition;

/// <summary><c>alter table … rename to</c>.</summary>
/// <param name="Table">The table under its present name.</param>
/// <param name="NewName">New name, unquoted.</param>
public sealed record RenameTable(SqlTable Table, string NewName) : SqlDefinition;

/// <summary><c>drop table</c>: for good; of records only a purge of set-aside storage does this.</summary>
/// <param name="Table">The table.</param>
/// <param name="IfExists">It may not be there.</param>
public sealed record DropTable(SqlTable Table, bool IfExists = false) : SqlDefinition;

/// <summary><c>alter table … add column</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="References">
/// A foreign key that the column carries from birth, or null. A column that is added blank needs no check of the existing rows, which
/// PostgreSQL knows only when key and column come in one clause.
/// </param>
public sealed record AddColumn(SqlTable Table, SqlColumnDefinition Column, SqlForeignKey? References = null) : SqlDefinition;

/// <summary><c>alter table … rename column</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Present name.</param>
/// <param name="NewName">New name.</param>
public sealed record RenameColumn(SqlTable Table, string Name, string NewName) : SqlDefinition;

/// <summary><c>alter table … drop column</c>: for good; only a purge of set-aside storage does this.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Column, unquoted.</param>
public sealed record DropColumn(SqlTable Table, string Name) : SqlDefinition;

/// <summary><c>alter column … type</c>, for widenings that need no rewrite.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">Column, unquoted.</param>
/// <param name="Type">New type.</param>
public sealed record SetColumnType(SqlTable Table, string Column, SqlColumnType Type) : SqlDefinition;

/// <summary><c>alter column … set default</c> or <c>drop default</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">Column, unquoted.</param>
/// <param name="Value">A constant, or null for no default.</param>
public sealed record SetColumnDefault(SqlTable Table, string Column, SqlExpression? Value) : SqlDefinition;

/// <summary><c>alter column … set not null</c> or <c>drop not null</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">Column, unquoted.</param>
/// <param name="NotNull">True to refuse null from now on.</param>
public sealed record SetColumnNotNull(SqlTable Table, string Column, bool NotNull) : SqlDefinition;

/// <summary><c>add constraint … foreign key</c>.</summary>
/// <param name="Table">The referring table.</param>
/// <param name="ForeignKey">The key.</param>
/// <param name="NotValid">True: existing rows are not checked until <see cref="ValidateConstraint"/>.</param>
public sealed record AddForeignKey(SqlTable Table, SqlForeignKey ForeignKey, bool NotValid) : SqlDefinition;

/// <summary><c>add constraint … check (column is not null) not valid</c>: enforced for new rows at once, without a scan.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Name of the constraint.</param>
/// <param name="Column">Column, unquoted.</param>
public sealed record AddNotNullCheck(SqlTable Table, string Name, string Column) : SqlDefinition;

/// <summary><c>validate constraint</c>: checks existing rows under a lock that admits reads and writes.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Name of the constraint.</param>
public sealed record ValidateConstraint(SqlTable Table, string Name) : SqlDefinition;

/// <summary><c>drop constraint if exists</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Name of the constraint.</param>
public sealed record DropConstraint(SqlTable Table, string Name) : SqlDefinition;

/// <summary><c>rename constraint</c>; an index behind it takes the name too.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Present name.</param>
/// <param name="NewName">New name.</param>
public sealed record RenameConstraint(SqlTable Table, string Name, string NewName) : SqlDefinition;

/// <summary><c>create index</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Index">The index.</param>
/// <param name="Concurrently">True: built beside reads and writes, outside a transaction.</param>
public sealed record CreateIndex(SqlTable Table, SqlIndex Index, bool Concurrently) : SqlDefinition;

/// <summary><c>drop index if exists</c>.</summary>
/// <param name="Index">Schema and name of the index.</param>
/// <param name="Concurrently">True: without blocking reads and writes, outside a transaction.</param>
public sealed record DropIndex(SqlTable Index, bool Concurrently) : SqlDefinition;

/// <summary><c>alter index … rename to</c>: under a lock that admits reads and writes of its table.</summary>
/// <param name="Index">Schema and present name of the index.</param>
/// <param name="NewName">New name, unquoted.</param>
public sealed record RenameIndex(SqlTable Index, string NewName) : SqlDefinition;

/// <summary><c>create temporary table … (like …) on commit drop</c>: an empty table with the columns of another, in the session's own schema <c>pg_temp</c> and under the same name.</summary>
/// <param name="Of">The table whose columns it has.</param>
public sealed record CreateLikeness(SqlTable Of) : SqlDefinition
{
    /// <summary>The likeness.</summary>
    public SqlTable Table => new("pg_temp", Of.Name);
}

/// <summary><c>lock table … in share row exclusive mode</c>: waits for writers, and keeps new ones out until the transaction ends.</summary>
/// <param name="Table">The table.</param>
public sealed record LockTable(SqlTable Table) : SqlDefinition;
