using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using static System.FormattableString;

namespace Platform.Runtime.Publishing;

/// <summary>Whether webhooks can tell what they are to tell, with the rights that they have: a deploy that takes a right or a field from under one is refused, too.</summary>
internal static class WebhookChecks
{
    private const string EveryRight = "administrator";
    private const int MostOfQuery = 5;

    /// <summary>Findings in the webhooks of a model.</summary>
    public static IEnumerable<Diagnostic> Of(TenantModel model)
    {
        foreach (IGrouping<string, WebhookDocument> alike in model.Webhooks.GroupBy(w => string.Join('\n', w.Roles.Order(StringComparer.Ordinal))))
        {
            PermissionSet rights = PermissionCompiler.Compile(model, alike.First().Roles.IsEmpty ? [EveryRight] : alike.First().Roles);
            RecordsSchema? schema = null;
            foreach (WebhookDocument webhook in alike)
            {
                if (!rights.For(webhook.Object).CanReadAll)
                {
                    yield return At(webhook, "/roles", DocumentCodes.WebhookUnreadable, $"The roles may not read every record of \"{webhook.Object}\", so that nothing could be told.");
                }
                else if (webhook.Query is { } query)
                {
                    foreach (GraphQLError error in Errors(schema ??= new RecordsSchema(model, rights), query).Take(MostOfQuery))
                    {
                        string place = error.Locations.IsDefaultOrEmpty ? string.Empty : Invariant($" (line {error.Locations[0].Line}, column {error.Locations[0].Column})");
                        yield return At(webhook, "/query", DocumentCodes.WebhookQuery, error.Message + place);
                    }
                }
            }
        }
    }

    private static IReadOnlyList<GraphQLError> Errors(RecordsSchema schema, string query)
    {
        PreparedOperation prepared = PreparedOperation.Prepare(schema.Schema, query, null);
        if (!prepared.Success) return prepared.Errors;
        if (prepared.Operation.Operation != OperationKind.Query) return [new GraphQLError("What a webhook asks is a query.")];
        VariableValues variables = VariableCoercion.Coerce(schema.Schema, prepared.Operation, JsonSerializer.SerializeToElement(new { id = Guid.Empty }));
        if (!variables.Success) return variables.Errors;
        OperationPlanner planner = new(schema, prepared.Document, variables.Values);
        planner.PlanQuery(prepared.Operation, _ => "{}", string.Empty);
        return planner.Errors;
    }

    private static Diagnostic At(WebhookDocument webhook, string pointer, string code, string message) =>
        new(code, DiagnosticSeverity.Error, message) { Kind = webhook.Kind, Name = webhook.Name, Pointer = pointer };
}
