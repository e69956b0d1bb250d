using Microsoft.Net.Http.Headers;
using Platform.Metadata.Workspace;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Reading;

/// <summary>The language in which a request is answered: messages of rules, and whatever else people read.</summary>
internal static class RequestLanguage
{
    /// <summary>The most wanted language of <c>Accept-Language</c> that the application speaks, else the user's own.</summary>
    public static string Of(HttpContext context, RequestIdentity identity) =>
        context.Request.Headers.AcceptLanguage.Count == 0 ? identity.Locale : Asked(context.Request) ?? identity.Locale;

    private static string? Asked(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(asked => asked, StringWithQualityHeaderValueComparer.QualityComparer)
            .Select(asked => WorkspaceLocales.Find(asked.Value.Value))
            .FirstOrDefault(found => found is not null);
}
