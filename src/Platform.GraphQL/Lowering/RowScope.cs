using Platform.Sql;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// A row in scope by its alias. Over a page of rows it notes which columns are used, so that the page carries only these.
/// </summary>
/// <param name="alias">Alias in the statement.</param>
internal sealed class RowScope(string alias)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    public string Alias { get; } = alias;

    /// <summary>Columns used so far.</summary>
    public IReadOnlyCollection<string> Used => _used;

    public SqlExpression Column(string name)
    {
        _used.Add(name);
        return SqlExpression.Column(Alias, name);
    }
}
