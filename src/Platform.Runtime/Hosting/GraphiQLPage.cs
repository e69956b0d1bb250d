using Microsoft.Net.Http.Headers;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Hosting;

/// <summary>
/// Gives a browser that opens <c>/graphql</c> the page of GraphiQL, from the built web app: nothing is loaded from elsewhere. A request that carries a
/// document is a request to the API, whoever sends it.
/// </summary>
internal sealed class GraphiQLPage(RequestDelegate next, WebAssetStore assets)
{
    private const string Html = "text/html";
    private readonly WebAsset? _page = assets.Find("graphiql.html");

    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        bool asksForPage = _page is not null && HttpMethods.IsGet(request.Method) && request.Path == "/graphql"
            && request.Query.Count == 0 && ResponseMediaType.Prefers(request, Html);
        if (!asksForPage) return next(context);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return WebAppEndpoints.SendAsync(context, _page!);
    }
}
