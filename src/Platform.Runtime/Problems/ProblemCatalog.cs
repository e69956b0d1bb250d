namespace Platform.Runtime.Problems;

/// <summary>Every problem that the host answers with outside GraphQL; listed for readers in docs/errors.md.</summary>
public static class ProblemCatalog
{
    /// <summary>The request lacks a valid session token or API key.</summary>
    public static readonly Problem Unauthenticated = new("UNAUTHENTICATED", 401, "Sign in first.");

    /// <summary>The request is valid, and its sender has no right to it.</summary>
    public static readonly Problem Forbidden = new("FORBIDDEN", 403, "You have no right to this.");

    /// <summary>E-mail address, password and tenant do not belong together; which of them is not told.</summary>
    public static readonly Problem SignInFailed = new("SIGN_IN_FAILED", 401, "E-mail address or password is wrong.");

    /// <summary>Too many failed sign-ins for the address or from the client; <c>Retry-After</c> tells when to try again.</summary>
    public static readonly Problem SignInThrottled = new("SIGN_IN_THROTTLED", 429, "Too many failed attempts. Try again later.");

    /// <summary>The person belongs to several tenants and named none; <c>tenants</c> lists them.</summary>
    public static readonly Problem TenantRequired = new("TENANT_REQUIRED", 409, "Choose the tenant to sign in to.");

    /// <summary>A request with the session cookie that another site may have caused.</summary>
    public static readonly Problem CrossSiteRefused = new("CROSS_SITE_REFUSED", 403, "The request did not come from this site.");

    /// <summary>The current password, asked for before a new one is set, is another.</summary>
    public static readonly Problem PasswordWrong = new("PASSWORD_WRONG", 403, "The current password is wrong.");

    /// <summary>The new password does not do; the detail says why.</summary>
    public static readonly Problem PasswordRefused = new("PASSWORD_REFUSED", 422, "The new password can't be used.");

    /// <summary>What only a person who has signed in may do was tried with an API key.</summary>
    public static readonly Problem SessionRequired = new("SESSION_REQUIRED", 403, "This needs a sign-in; an API key is not enough.");

    /// <summary>An API key can't have a role that its owner lacks.</summary>
    public static readonly Problem RoleNotHeld = new("ROLE_NOT_HELD", 422, "A key has at most the roles of its owner.");

    /// <summary>The person has as many API keys as anybody may have.</summary>
    public static readonly Problem TooManyApiKeys = new("TOO_MANY_API_KEYS", 409, "There are too many API keys.");

    /// <summary>Nothing is at this path.</summary>
    public static readonly Problem NotFound = new("NOT_FOUND", 404, "There is nothing here.");

    /// <summary>The path is right and the method is not.</summary>
    public static readonly Problem MethodNotAllowed = new("METHOD_NOT_ALLOWED", 405, "The method is not allowed here.");

    /// <summary>None of the media types that the client takes is spoken here.</summary>
    public static readonly Problem NotAcceptable = new("NOT_ACCEPTABLE", 406, "None of the accepted media types is spoken here.");

    /// <summary>The address is longer than is accepted here.</summary>
    public static readonly Problem AddressTooLong = new("ADDRESS_TOO_LONG", 414, "The address is too long.");

    /// <summary>The request can't be read: its body is not what its type says, or a part is missing or malformed.</summary>
    public static readonly Problem BadRequest = new("BAD_REQUEST", 400, "The request can't be read.");

    /// <summary>The body is larger than is accepted here.</summary>
    public static readonly Problem TooLarge = new("TOO_LARGE", 413, "The request is too large.");

    /// <summary>The body's content type is not accepted here.</summary>
    public static readonly Problem UnsupportedMediaType = new("UNSUPPORTED_MEDIA_TYPE", 415, "This content type is not accepted here.");

    /// <summary>A call to an inbound endpoint that is not there, or by somebody who does not know its secret; which of the two is not told.</summary>
    public static readonly Problem InboundRefused = new("INBOUND_REFUSED", 401, "The call is not taken.");

    /// <summary>A verified call to an inbound endpoint that cannot have its effect; why is told to those who look after the endpoint.</summary>
    public static readonly Problem InboundRejected = new("INBOUND_REJECTED", 422, "The call cannot be taken as it is.");

    /// <summary>An inbound endpoint was called as often in this minute as it may; <c>Retry-After</c> tells when to try again.</summary>
    public static readonly Problem InboundTooMany = new("INBOUND_TOO_MANY", 429, "Too many calls.");

    /// <summary>The database can't be reached or is restarting; the request was not carried out, or its outcome is not known.</summary>
    public static readonly Problem DatabaseUnavailable = new("DATABASE_UNAVAILABLE", 503, "The database can't be reached just now. Try again.");

    /// <summary>The tenant's files take all the room that they may; nothing was kept.</summary>
    public static readonly Problem FileQuota = new("FILE_QUOTA", 507, "The files of this organization take all the room that they may.");

    /// <summary>The database has no room left; nothing was written.</summary>
    public static readonly Problem StorageFull = new("STORAGE_FULL", 507, "There is no room left to write to.");

    /// <summary>The host is starting or stopping.</summary>
    public static readonly Problem NotReady = new("NOT_READY", 503, "The service is not ready.");

    /// <summary>A fault of the platform; the log has the details under the trace id.</summary>
    public static readonly Problem Internal = new("INTERNAL", 500, "Something went wrong on our side.");

    /// <summary>All of them, in the order of docs/errors.md.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        Unauthenticated, Forbidden, SignInFailed, SignInThrottled, TenantRequired, CrossSiteRefused, PasswordWrong, PasswordRefused,
        SessionRequired, RoleNotHeld, TooManyApiKeys, NotFound, MethodNotAllowed,
        NotAcceptable, BadRequest, TooLarge, AddressTooLong, UnsupportedMediaType, InboundRefused, InboundRejected, InboundTooMany, DatabaseUnavailable, FileQuota, StorageFull, NotReady, Internal,
    ];
}
