namespace Platform.GraphQL;

/// <summary>The closed list of <c>extensions.code</c> that clients may switch on. The finer <c>extensions.reason</c> is in docs/errors.md.</summary>
public static class GraphQLErrorCode
{
    /// <summary>No caller is known.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The caller may not do this.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>What was named does not exist, or is not visible to the caller.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>A rule of the model refused the data.</summary>
    public const string ValidationFailed = "VALIDATION_FAILED";

    /// <summary>Somebody else changed the record meanwhile.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>A record like this exists already.</summary>
    public const string Duplicate = "DUPLICATE";

    /// <summary>The record is locked.</summary>
    public const string Locked = "LOCKED";

    /// <summary>A stage of a process asks for more first.</summary>
    public const string GateNotMet = "GATE_NOT_MET";

    /// <summary>The request is larger or dearer than allowed.</summary>
    public const string LimitExceeded = "LIMIT_EXCEEDED";

    /// <summary>A script of the tenant failed.</summary>
    public const string HookFailed = "HOOK_FAILED";

    /// <summary>The document, the variables or the request itself are wrong.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>A defect of the platform; carries a trace id and no detail.</summary>
    public const string Internal = "INTERNAL";
}
