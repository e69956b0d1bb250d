namespace Platform.Runtime.Hosting;

/// <summary>Headers that keep a browser from being used against its user.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The web app loads nothing from elsewhere; its component library writes styles into the page.</summary>
    private const string OfPages =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Answers to programs load nothing and are shown nowhere.</summary>
    private const string OfAnswers = "default-src 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (IsOfProgram(context.Request))
        {
            headers.ContentSecurityPolicy = OfAnswers;
        }
        else
        {
            headers.ContentSecurityPolicy = OfPages;
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()";
        }

        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }

    // What concerns documents alone is left out where a document is never the answer, and there are thousands of answers in a second.
    private static bool IsOfProgram(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && (request.Path.StartsWithSegments("/graphql") || request.Path.StartsWithSegments("/metadata"));
}
