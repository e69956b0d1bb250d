using Platform.Sql;

namespace Platform.GraphQL.Lowering;

/// <summary>A sort key in the direction in which a page is read.</summary>
/// <param name="Value">What is compared.</param>
/// <param name="Type">Its type.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="NullsFirst">Blanks come first.</param>
/// <param name="NeverBlank">There are no blanks.</param>
internal sealed record PageKey(SqlExpression Value, SqlType Type, bool Descending, bool NullsFirst, bool NeverBlank)
{
    /// <summary>The same key read the other way.</summary>
    public PageKey Reversed() => this with { Descending = !Descending, NullsFirst = !NullsFirst };

    /// <summary>The key as an <c>order by</c> of an expression; without a place of nulls where there are none, so that any index serves.</summary>
    public SqlOrder Order(SqlExpression expression) => new(expression, Descending, NeverBlank ? null : NullsFirst);
}
