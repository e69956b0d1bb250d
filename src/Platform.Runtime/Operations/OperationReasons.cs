namespace Platform.Runtime.Operations;

/// <summary><c>extensions.reason</c> of documents that are named instead of sent; docs/errors.md lists them.</summary>
internal static class OperationReasons
{
    public const string Unknown = "DOCUMENT_UNKNOWN";
    public const string NotRegistered = "DOCUMENT_NOT_REGISTERED";
    public const string NotFound = "PERSISTED_QUERY_NOT_FOUND";
    public const string Malformed = "PERSISTED_QUERY_MALFORMED";
    public const string HashDiffers = "PERSISTED_QUERY_HASH_DIFFERS";
}
