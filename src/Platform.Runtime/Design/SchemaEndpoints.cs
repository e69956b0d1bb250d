using Platform.Metadata.Schemas;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Design;

/// <summary><c>GET /schemas/{kind}.json</c>: the JSON Schema of a document kind, for editors; the same for everybody.</summary>
internal static class SchemaEndpoints
{
    internal static void MapSchemas(this IEndpointRouteBuilder routes) => routes.MapGet("/schemas/{kind}.json", AnswerAsync).WithoutIdentity();

    private static Task AnswerAsync(HttpContext context, string kind)
    {
        if (DocumentSchemas.For(kind) is not { } schema) return context.WriteProblemAsync(ProblemCatalog.NotFound);
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.ContentType = "application/schema+json; charset=utf-8";
        return context.Response.WriteAsync(schema, context.RequestAborted);
    }
}
