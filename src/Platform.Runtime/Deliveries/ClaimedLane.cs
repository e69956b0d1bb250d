namespace Platform.Runtime.Deliveries;

/// <summary>A lane that was taken.</summary>
/// <param name="Failures">Failures in a row so far.</param>
/// <param name="Portion">Its first messages.</param>
internal sealed record ClaimedLane(int Failures, LanePortion Portion);

/// <summary>Messages of a lane that are read at once.</summary>
/// <param name="Messages">The messages, in their order; none when the lane is empty or held no more.</param>
/// <param name="IsFull">No more were read, whether there are any or not.</param>
internal sealed record LanePortion(IReadOnlyList<Delivery> Messages, bool IsFull);
