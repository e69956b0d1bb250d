namespace Platform.Sql.Definition;

/// <summary>What sets a trigger going.</summary>
public enum SqlTriggerEvent
{
    /// <summary>After a statement that inserts; its rows are the source <see cref="SqlTriggers.Changed"/>.</summary>
    Insert,

    /// <summary>After each row that an update gives other values in some columns; the row is in scope as <see cref="SqlTriggers.Old"/> and <see cref="SqlTriggers.New"/>.</summary>
    Update,

    /// <summary>After a statement that deletes; the rows that went are the source <see cref="SqlTriggers.Changed"/>.</summary>
    Delete,
}

/// <summary>Names in the statement of a trigger.</summary>
public static class SqlTriggers
{
    /// <summary>Source of the rows that were inserted or deleted.</summary>
    public const string Changed = "changed";

    /// <summary>Alias of a row before its update.</summary>
    public const string Old = "old";

    /// <summary>Alias of a row after its update.</summary>
    public const string New = "new";
}

/// <summary><c>create function … returns trigger</c>: carries out one statement.</summary>
/// <param name="Function">Schema and name of the function.</param>
/// <param name="Body">The statement, without parameters.</param>
public sealed record CreateTriggerFunction(SqlTable Function, SqlStatement Body) : SqlDefinition;

/// <summary><c>drop function if exists</c>.</summary>
/// <param name="Function">Schema and name of the function, which takes nothing.</param>
public sealed record DropFunction(SqlTable Function) : SqlDefinition;

/// <summary><c>create trigger</c>. Its table is locked against writers until the end of the transaction.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Name of the trigger, unquoted.</param>
/// <param name="Event">What sets it going.</param>
/// <param name="Columns">The columns of which an update changes one; for <see cref="SqlTriggerEvent.Update"/> alone.</param>
/// <param name="Function">What it calls.</param>
public sealed record CreateTrigger(SqlTable Table, string Name, SqlTriggerEvent Event, IReadOnlyList<string> Columns, SqlTable Function) : SqlDefinition;

/// <summary><c>drop trigger if exists</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Name of the trigger, unquoted.</param>
public sealed record DropTrigger(SqlTable Table, string Name) : SqlDefinition;
