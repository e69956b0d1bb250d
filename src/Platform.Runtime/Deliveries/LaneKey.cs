namespace Platform.Runtime.Deliveries;

/// <summary>Names a lane.</summary>
/// <param name="Topic">Topic of its messages.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Lane">Its name.</param>
internal sealed record LaneKey(string Topic, Guid TenantId, string Lane);

/// <summary>What became of the messages of a lane that were tried.</summary>
/// <param name="Delivered">Ids of those that were delivered.</param>
/// <param name="Failed">The one that failed, or null.</param>
/// <param name="ClaimedUntil">Until when the lane is held on to.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="RetryAt">Until when it is to wait, or null.</param>
internal sealed record LaneOutcome(IReadOnlyList<long> Delivered, FailedDelivery? Failed, DateTime ClaimedUntil, int Failures, DateTime? RetryAt);

/// <summary>A message that could not be delivered.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Error">Why.</param>
/// <param name="IsSetAside">It is not tried again by itself.</param>
internal sealed record FailedDelivery(long Id, string Error, bool IsSetAside);
