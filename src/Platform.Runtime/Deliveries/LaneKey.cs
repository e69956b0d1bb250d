namespace Platform.Runtime.Deliveries;

/// <summary>Names a lane.</summary>
/// <param name="Topic">Topic of its messages.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Target">Who receives them.</param>
/// <param name="Lane">Its name among those of the target.</param>
internal sealed record LaneKey(string Topic, Guid TenantId, string Target, string Lane);

/// <summary>What became of the messages of a lane that were tried.</summary>
/// <param name="Delivered">Those that were delivered.</param>
/// <param name="Failed">The one that failed, or null.</param>
/// <param name="ClaimedUntil">Until when the lane is held on to; null lets it go.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="RetryAt">Until when the lane is to wait, or null.</param>
internal sealed record LaneOutcome(IReadOnlyList<Delivery> Delivered, FailedDelivery? Failed, DateTime? ClaimedUntil, int Failures, DateTime? RetryAt);

/// <summary>A message that could not be delivered.</summary>
/// <param name="Message">The message.</param>
/// <param name="Error">Why.</param>
/// <param name="IsSetAside">It is not tried again by itself.</param>
/// <param name="Blame">What it means for the target.</param>
/// <param name="RetryAt">When it is to be tried again; null when that follows from the failures before.</param>
/// <param name="IsAttempt">It counts as an attempt.</param>
internal sealed record FailedDelivery(Delivery Message, string Error, bool IsSetAside, TargetBlame Blame, DateTime? RetryAt, bool IsAttempt = true);

/// <summary>What a failure means for the target.</summary>
internal enum TargetBlame
{
    /// <summary>Nothing: the message or this host is at fault.</summary>
    None,

    /// <summary>It counts.</summary>
    Counts,

    /// <summary>The target wants no more messages.</summary>
    Stops,
}

/// <summary>What settling a lane came to.</summary>
internal enum Settlement
{
    /// <summary>Another node has the lane: nothing was noted.</summary>
    Lost,

    /// <summary>It was noted.</summary>
    Noted,

    /// <summary>It was noted, and the target's circuit opened by it.</summary>
    Opened,

    /// <summary>It was noted, and the target's circuit is open as before.</summary>
    Rests,

    /// <summary>It was noted, and the target takes no more messages.</summary>
    Stopped,

    /// <summary>It was noted, and the target's circuit closed by it.</summary>
    Closed,
}
