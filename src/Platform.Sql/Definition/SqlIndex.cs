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
/// <param name="Column">Column, unquoted; of an expression, the name under which it is known.</param>
/// <param name="Form">What of its values is indexed.</param>
public sealed record SqlIndexKey(string Column, SqlKeyForm Form = SqlKeyForm.Plain)
{
    /// <summary>The expression over bare columns that is the key; null for the column itself.</summary>
    public SqlExpression? Expression { get; init; }

    /// <summary>Keys are equal when they are written alike.</summary>
    public bool Equals(SqlIndexKey? other) => other is not null && Column == other.Column && Form == other.Form && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Form);

    private string? Text => Expression is null ? null : new SqlSelect { Items = [new SqlItem(Expression)] }.Print().Text;
}

/// <summary>What an index holds of the values of a column.</summary>
public enum SqlKeyForm
{
    /// <summary>The values.</summary>
    Plain,

    /// <summary><c>lower(column)</c>, for text that compares without case.</summary>
    Lower,

    /// <summary><c>platform.match_text(column)</c>: what a text says.</summary>
    MatchText,

    /// <summary><c>platform.match_phone(column)</c>: the last digits.</summary>
    MatchPhone,
}

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
