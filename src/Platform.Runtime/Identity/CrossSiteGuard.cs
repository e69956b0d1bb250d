using System.Net.Http.Headers;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Identity;

/// <summary>
/// Refuses unsafe requests that another site may have made with a user's cookie. A browser tells where a request comes from
/// (<c>Sec-Fetch-Site</c>, <c>Origin</c>); one that tells nothing must at least send JSON, which no form of another site can. Signing in is
/// guarded as well, so that nobody is signed in as someone else.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        MayBeForeign(context.Request) ? context.WriteProblemAsync(ProblemCatalog.CrossSiteRefused) : next(context);

    private static bool MayBeForeign(HttpRequest request)
    {
        bool isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (isSafe || request.Headers.Authorization.Count > 0) return false;
        bool usesCookie = request.Cookies.ContainsKey(SessionCookie.Name) || request.Path.StartsWithSegments("/auth");
        if (!usesCookie) return false;
        return IsFromHere(request) switch
        {
            true => false,
            false => true,
            null => !IsJson(request) && request.ContentLength is not (0 or null),
        };
    }

    /// <summary>Whether the browser says that this site made the request; null when it says nothing.</summary>
    private static bool? IsFromHere(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        string origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return null;
        // The scheme may have been changed by a proxy that is not among the trusted; the host is what tells sites apart.
        return Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
