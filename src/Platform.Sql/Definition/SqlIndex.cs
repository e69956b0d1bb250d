namespace Platform.Sql.Definition;

/// <summary>An index in a definition.</summary>
/// <param name="Name">Unquoted name, unique in the schema.</param>
/// <param name="Method">How it is built.</param>
/// <param name="Keys">Keys in order.</param>
/// <param name="Unique">No two covered rows share the key.</param>
/// <param name="Rows">Which rows it covers.</param>
/// <param name="StateColumn">Column that is null in live rows; null for a table without one, whose indexes cover all rows.</param>
public sealed record SqlIndex(
    string Name, SqlIndexMethod Method, IReadOnlyList<SqlIndexKey> Keys, bool Unique, SqlIndexRows Rows = SqlIndexRows.All, string? StateColumn = null);

/// <summary>The rows that an index covers.</summary>
public enum SqlIndexRows
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those outside the recycle bin.</summary>
    Live,

    /// <summary>Those in the recycle bin.</summary>
    Deleted,
}

/// <summary>A key of an index.</summary>
/// <param name="Column">Column, unquoted.</param>
/// <param name="Lower">True: <c>lower(column)</c>, for text that compares without case.</param>
public sealed record SqlIndexKey(string Column, bool Lower = false);

/// <summary>Index methods.</summary>
public enum SqlIndexMethod
{
    /// <summary>B-tree.</summary>
    Btree,

    /// <summary>GIN over the elements of an array.</summary>
    Gin,

    /// <summary>GIN over the pairs of characters of all the keys together (function <c>platform.search_grams</c>).</summary>
    GinSearch,
}
