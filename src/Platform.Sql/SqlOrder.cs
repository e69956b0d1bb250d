namespace Platform.Sql;

/// <summary>One key of an order.</summary>
/// <param name="Key">What is compared.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="NullsFirst">Where nulls go; null leaves PostgreSQL's rule (last ascending, first descending), which plain indexes follow.</param>
public sealed record SqlOrder(SqlExpression Key, bool Descending = false, bool? NullsFirst = null);
