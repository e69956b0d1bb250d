namespace Platform.Runtime.Deliveries;

/// <summary>Whether messages go to a target.</summary>
public enum TargetState
{
    /// <summary>They do.</summary>
    Closed,

    /// <summary>It failed again and again: one message now and then asks whether it is back.</summary>
    Open,

    /// <summary>It wanted no more.</summary>
    Stopped,
}

/// <summary>How a target fares.</summary>
/// <param name="State">Whether messages go to it.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="Waiting">Messages that wait, counted up to <see cref="DeliveryReports.MostCounted"/>.</param>
/// <param name="SetAside">Messages that were set aside, counted alike.</param>
/// <param name="LastAttemptAt">When it was tried last, UTC; null when that was too long ago.</param>
/// <param name="OpenedAt">Since when it fails, UTC; null when it does not.</param>
/// <param name="RetryAt">When it is tried again, UTC; null when it need not wait.</param>
/// <param name="LastError">Why it failed last.</param>
public sealed record TargetReport(
    TargetState State, int Failures, int Waiting, int SetAside, DateTime? LastAttemptAt, DateTime? OpenedAt, DateTime? RetryAt, string? LastError);

/// <summary>A message that waits or was set aside.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">By which receivers tell repeats.</param>
/// <param name="Event">What it is about.</param>
/// <param name="CreatedAt">When it was written, UTC.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="LastError">Why the last one failed.</param>
/// <param name="Payload">JSON.</param>
public sealed record MessageReport(long Id, string Key, string? Event, DateTime CreatedAt, int Attempts, string? LastError, string Payload);

/// <summary>An attempt.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MessageId">Number of the message.</param>
/// <param name="Key">By which receivers tell repeats.</param>
/// <param name="Event">What the message is about.</param>
/// <param name="Attempt">Which attempt it was.</param>
/// <param name="AttemptedAt">When, UTC.</param>
/// <param name="Duration">Milliseconds.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="IsDelivered">The target took it.</param>
/// <param name="Error">Why not.</param>
/// <param name="Request">Beginning of what was sent.</param>
/// <param name="Response">Beginning of the answer.</param>
public sealed record AttemptReport(
    long Id, long MessageId, string Key, string? Event, int Attempt, DateTime AttemptedAt, int Duration, int? Status, bool IsDelivered, string? Error, string Request, string? Response);
