using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>A subscription without its values: whose changes, which of them, and what is read for an event.</summary>
public sealed class SubscriptionPlan
{
    /// <summary>Name of the root field in the response.</summary>
    public required string ResponseName { get; init; }

    /// <summary>Object whose records are watched.</summary>
    public required ObjectModel Object { get; init; }

    /// <summary>Which of their changes.</summary>
    public required FilterNode Filter { get; init; }

    /// <summary>Selected members of an event in order.</summary>
    public required IReadOnlyList<PayloadMember> Members { get; init; }

    /// <summary>What the event's selections of the record read.</summary>
    public required IReadOnlyList<RecordSelection> Records { get; init; }

    /// <summary>Reads changed records; see <see cref="LoweredStatement.OfChanged"/>.</summary>
    public required LoweredStatement Statement { get; init; }

    /// <summary>How many values an event of one record may read.</summary>
    public double Cost(BindingContext context) => 1 + Records.Sum(r => r.Cost(context));
}
