using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Groups with aggregates.</summary>
public sealed record GroupPlan
{
    private const double GroupingCost = 100;

    /// <summary>Object of the records.</summary>
    public required ObjectModel Object { get; init; }

    /// <summary>Which records.</summary>
    public required FilterNode Filter { get; init; }

    /// <summary>What is done about the recycle bin.</summary>
    public required DeletedMode Deleted { get; init; }

    /// <summary>Keys.</summary>
    public required IReadOnlyList<GroupKey> Keys { get; init; }

    /// <summary>Which groups.</summary>
    public required IReadOnlyList<GroupCondition> Having { get; init; }

    /// <summary>Order of the groups, without the keys, which always follow.</summary>
    public required IReadOnlyList<GroupOrder> Order { get; init; }

    /// <summary>Most groups; null for the greatest number.</summary>
    public required ArgumentSource? Limit { get; init; }

    /// <summary>Selected members in the order of the response.</summary>
    public required IReadOnlyList<GroupMember> Members { get; init; }

    /// <summary>Cost with the request's number of groups.</summary>
    public double Cost(BindingContext context) =>
        GroupingCost + ((Limit?.Value(context) as int? ?? Schema.PageLimits.MaxGroups) * (1 + Members.Sum(m => m.Cost(context))));
}

/// <summary>A key of groups.</summary>
/// <param name="Field">The field.</param>
/// <param name="Unit">Unit to which dates and instants are cut (lower case, as the database names it), or null.</param>
/// <param name="TimeZone">Zone in which instants are cut.</param>
public sealed record GroupKey(FieldModel Field, string? Unit, ValueSource? TimeZone);

/// <summary>An aggregate: <c>count</c> of records, or a function of a field.</summary>
/// <param name="Function">count, sum, avg, min or max.</param>
/// <param name="Field">The field; null for count.</param>
public sealed record Aggregate(string Function, FieldModel? Field);

/// <summary>A condition on an aggregate.</summary>
/// <param name="Aggregate">The aggregate.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operands">Its operands.</param>
/// <param name="Negated">Holds where the comparison does not.</param>
public sealed record GroupCondition(Aggregate Aggregate, ComparisonOperator Operator, IReadOnlyList<ValueSource> Operands, bool Negated);

/// <summary>One key of an order of groups.</summary>
/// <param name="Aggregate">The aggregate compared; null when <paramref name="Key"/> is set.</param>
/// <param name="Key">Index of the key compared.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="NullsFirst">Blanks come first.</param>
public sealed record GroupOrder(Aggregate? Aggregate, int? Key, bool Descending, bool NullsFirst);

/// <summary>A selected member of a group: a closed union.</summary>
/// <param name="ResponseName">Its name in the response.</param>
public abstract record GroupMember(string ResponseName)
{
    /// <summary>How many values it reads per group.</summary>
    public virtual double Cost(BindingContext context) => 1;
}

/// <summary><c>count</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
public sealed record GroupCountMember(string ResponseName) : GroupMember(ResponseName);

/// <summary><c>__typename</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="TypeName">Its value.</param>
public sealed record GroupTypeNameMember(string ResponseName, string TypeName) : GroupMember(ResponseName);

/// <summary><c>key</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Fields">
/// Selected fields: response name, index of the key (null for a field that is no key, and for <c>__typename</c>), what is read of a record
/// referred to, and the value of <c>__typename</c>.
/// </param>
public sealed record GroupKeyMember(
    string ResponseName, IReadOnlyList<(string ResponseName, int? Key, RecordSelection? Selection, string? TypeName)> Fields) : GroupMember(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => 1 + Fields.Sum(f => f.Selection?.Cost(context) ?? 1);
}

/// <summary><c>sum</c>, <c>avg</c>, <c>min</c> or <c>max</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Function">Which.</param>
/// <param name="Fields">Selected fields; null with a type name for <c>__typename</c>.</param>
public sealed record GroupAggregateMember(
    string ResponseName, string Function, IReadOnlyList<(string ResponseName, FieldModel? Field, string? TypeName)> Fields) : GroupMember(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Fields.Count;
}
