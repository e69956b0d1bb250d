namespace Platform.Runtime.Reading;

/// <summary><c>extensions.reason</c> of what the host refuses; docs/errors.md lists them.</summary>
internal static class ReadingReasons
{
    public const string MutationByGet = "MUTATION_BY_GET";
    public const string TooCostly = "QUERY_TOO_COSTLY";
    public const string TooSlow = "QUERY_TOO_SLOW";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string DocumentUnknown = "DOCUMENT_UNKNOWN";
    public const string BodyTooLarge = "BODY_TOO_LARGE";

    /// <summary>The documents were changed while a request of several mutations ran, and a later one no longer fits them.</summary>
    public const string ModelChanged = "MODEL_CHANGED";
}
