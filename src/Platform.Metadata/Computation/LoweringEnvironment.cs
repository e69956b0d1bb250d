using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Computation;

/// <summary>What SQL of expressions needs to know besides the record.</summary>
/// <param name="Schema">Schema of the tenant's tables.</param>
/// <param name="Objects">Finds an object by name.</param>
public sealed record LoweringEnvironment(string Schema, Func<string, ObjectModel> Objects)
{
    /// <summary>The instant of evaluation, a timestamptz.</summary>
    public SqlExpression Now { get; init; } = SqlExpression.Call("now");

    /// <summary>Name of the tenant's time zone, a text.</summary>
    public SqlExpression Zone { get; init; } = SqlExpression.Literal("UTC");

    /// <summary>Id of the person who acts, or null where nobody does.</summary>
    public SqlExpression? User { get; init; }

    /// <summary>Names of that person's roles, a text[].</summary>
    public SqlExpression? Roles { get; init; }

    /// <summary>Gives an alias that the statement does not use yet.</summary>
    public required Func<string> NextAlias { get; init; }
}
