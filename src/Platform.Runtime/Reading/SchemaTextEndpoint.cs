using Platform.GraphQL.Types;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary><c>GET /graphql/schema.graphql</c>: the schema that the caller sees as text, for code generators; nothing where their roles hide it.</summary>
internal static class SchemaTextEndpoint
{
    public static void MapSchemaText(this IEndpointRouteBuilder routes) => routes.MapGet("/graphql/schema.graphql", AnswerAsync);

    private static async Task AnswerAsync(HttpContext context, ICallerSource callers, RecordsService records)
    {
        if (context.GetRequestIdentity() is not { } identity)
        {
            await context.WriteProblemAsync(ProblemCatalog.Unauthenticated);
            return;
        }

        RecordCaller caller = await callers.FindAsync(identity, context.RequestAborted);
        if (!caller.Permissions.Api.Introspection)
        {
            await context.WriteProblemAsync(ProblemCatalog.Forbidden);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/graphql; charset=utf-8";
        await context.Response.WriteAsync(SchemaPrinter.Print(records.SchemaOf(caller).Schema), context.RequestAborted);
    }
}
