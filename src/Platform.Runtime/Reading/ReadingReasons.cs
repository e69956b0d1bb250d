namespace Platform.Runtime.Reading;

/// <summary><c>extensions.reason</c> of what the host refuses; docs/errors.md lists them.</summary>
internal static class ReadingReasons
{
    public const string TooCostly = "QUERY_TOO_COSTLY";
    public const string TooSlow = "QUERY_TOO_SLOW";
    public const string TooLarge = "RESPONSE_TOO_LARGE";

    /// <summary>The documents were changed while a request of several mutations ran, and a later one no longer fits them.</summary>
    public const string ModelChanged = "MODEL_CHANGED";
}
