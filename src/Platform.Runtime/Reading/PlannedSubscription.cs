using Platform.GraphQL.Planning;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>A subscription with its values.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Caller">For whom, under which model and rights.</param>
/// <param name="Variables">Coerced variables.</param>
internal sealed record PlannedSubscription(SubscriptionPlan Plan, RecordCaller Caller, IReadOnlyDictionary<string, object?> Variables);
