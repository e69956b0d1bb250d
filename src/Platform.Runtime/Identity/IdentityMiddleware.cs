using Microsoft.Extensions.Primitives;

namespace Platform.Runtime.Identity;

/// <summary>Finds out who sends a request: by <c>Authorization: Bearer</c>, or by the session cookie when that header is absent.</summary>
internal sealed class IdentityMiddleware(RequestDelegate next, CredentialCache credentials)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        bool asks = RequestIdentityFeature.AsksForIdentity(context);
        if (asks && Credential(context.Request) is { } token && await credentials.FindAsync(token, context.RequestAborted) is { } identity)
            context.Features.Set(identity);
        await next(context);
    }

    /// <summary>The credential that a request carries. A header that is no bearer token counts as none; the cookie does not stand in for it.</summary>
    internal static string? Credential(HttpRequest request)
    {
        StringValues header = request.Headers.Authorization;
        if (header.Count == 0) return request.Cookies[SessionCookie.Name];
        string text = header.ToString();
        return text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].Trim() : null;
    }
}
