namespace Platform.Runtime.Deliveries;

/// <summary>A lane that was taken.</summary>
/// <param name="Failures">Failures in a row so far.</param>
/// <param name="Messages">Its first messages.</param>
internal sealed record ClaimedLane(int Failures, IReadOnlyList<Delivery> Messages);
