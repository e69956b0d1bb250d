namespace Platform.Runtime.Subscriptions;

/// <summary><c>extensions.reason</c> of what ends or refuses a stream; docs/errors.md lists them.</summary>
internal static class SubscriptionReasons
{
    public const string EventIdInvalid = "EVENT_ID_INVALID";
    public const string EventIdTooOld = "EVENT_ID_TOO_OLD";
    public const string SlowConsumer = "SLOW_CONSUMER";
    public const string TooManyStreams = "TOO_MANY_STREAMS";
}
