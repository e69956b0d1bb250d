namespace Platform.Runtime.Outbound;

/// <summary>Why a call to another server came to nothing (docs/errors.md).</summary>
public static class OutboundCodes
{
    /// <summary>The URL is none, has a scheme other than <c>http</c> and <c>https</c>, or holds a user or password.</summary>
    public const string UrlInvalid = "OUTBOUND_URL_INVALID";

    /// <summary>A header's name or value is none, or the client sets that header itself.</summary>
    public const string HeaderInvalid = "OUTBOUND_HEADER_INVALID";

    /// <summary>The server's address is not on the public Internet, nor in a network that is allowed.</summary>
    public const string AddressRefused = "OUTBOUND_ADDRESS_REFUSED";

    /// <summary>There is no such server, or it cannot be connected to, or broke the connection off.</summary>
    public const string Unreachable = "OUTBOUND_UNREACHABLE";

    /// <summary>The server took too long.</summary>
    public const string TimedOut = "OUTBOUND_TIMED_OUT";

    /// <summary>The answer is none of HTTP, or its headers are too large.</summary>
    public const string AnswerInvalid = "OUTBOUND_ANSWER_INVALID";

    /// <summary>The server sent the call on too many times, or to where it must not go.</summary>
    public const string RedirectRefused = "OUTBOUND_REDIRECT_REFUSED";
}
