namespace Platform.Sql.Definition;

/// <summary>A foreign key of one column to a table's <c>id</c>.</summary>
/// <param name="Name">Name of the constraint, unquoted.</param>
/// <param name="Column">Referring column.</param>
/// <param name="Target">Referred table.</param>
/// <param name="TargetColumn">Referred column, the primary key.</param>
/// <param name="OnDelete">What happens to the referring row.</param>
public sealed record SqlForeignKey(string Name, string Column, SqlTable Target, string TargetColumn, SqlDeleteAction OnDelete);

/// <summary>What a foreign key does when the referred row is deleted.</summary>
public enum SqlDeleteAction
{
    /// <summary>The deletion fails.</summary>
    NoAction,

    /// <summary>The referring column becomes null.</summary>
    SetNull,

    /// <summary>The referring row is deleted.</summary>
    Cascade,
}
