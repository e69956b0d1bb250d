using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Changes;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Planning;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>What the schema's types look like: entries by field name.</summary>
internal static class DesignViews
{
    /// <summary>A resolver for a text in the language of the argument <c>language</c>.</summary>
    public static FieldResolver LocalizedAsync(string name) => context =>
    {
        string language = context.Argument<string>("language") ?? LocalizedText.DefaultLanguage;
        object? value = (context.Source as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault(name);
        return ValueTask.FromResult<object?>((value as LocalizedText)?.In(language));
    };

    public static Dictionary<string, object?> Of(StoredEntry entry) => new()
    {
        ["kind"] = entry.Content.Kind,
        ["name"] = entry.Content.Name,
        ["id"] = entry.Content.Id,
        ["package"] = entry.Content.Package,
        ["since"] = entry.ValidFrom,
        ["body"] = JsonNode.Parse(entry.Body),
    };

    public static Dictionary<string, object?> Of(DeployPlan plan) => new()
    {
        ["fromRevision"] = plan.FromRevision,
        ["rollbackTo"] = plan.RollbackTo,
        ["isEmpty"] = plan.IsEmpty,
        ["canApply"] = plan.CanApply,
        ["dryRun"] = plan.DryRun,
        ["toAccept"] = plan.ToAccept,
        ["changes"] = plan.Changes.Select(Of).ToArray(),
        ["hazards"] = plan.Hazards.Select(Of).ToArray(),
        ["apiChanges"] = plan.ApiChanges.Select(c => ApiChange(c.Impact.ToString(), c.Coordinate, c.Text)).ToArray(),
        ["running"] = plan.Running.Select(Of).ToArray(),
        ["statements"] = plan.Steps.Select(Of).ToArray(),
        ["diagnostics"] = plan.Diagnostics.Select(Of).ToArray(),
    };

    private static Dictionary<string, object?> Of(RunningFlow flow) => new()
    {
        ["flow"] = flow.Name,
        ["label"] = flow.Label,
        ["removed"] = flow.IsRemoved,
        ["action"] = flow.Action.ToString().ToUpperInvariant(),
        ["count"] = flow.Count,
        ["requests"] = flow.Requests.Select(r => new Dictionary<string, object?> { ["id"] = r.Id.ToString("D"), ["object"] = r.Object, ["record"] = r.Record, ["recordName"] = r.RecordName }).ToArray(),
        ["steps"] = flow.Steps.Select(s => new Dictionary<string, object?> { ["step"] = s.Name, ["waiting"] = s.Waiting, ["to"] = s.To }).ToArray(),
    };

    public static Dictionary<string, object?> Of(Diagnostic diagnostic) => new()
    {
        ["code"] = diagnostic.Code,
        ["severity"] = diagnostic.Severity.ToString().ToUpperInvariant(),
        ["message"] = diagnostic.Text,
        ["kind"] = diagnostic.Kind,
        ["document"] = diagnostic.Name,
        ["pointer"] = diagnostic.Pointer,
        ["line"] = diagnostic.Line,
        ["column"] = diagnostic.Column,
        ["suggestion"] = diagnostic.Suggestion,
    };

    // What a rollback converted further is no longer a field that went.
    public static Dictionary<string, object?> Of(SetAsideEntry entry) => new()
    {
        ["revision"] = entry.Revision,
        ["kind"] = entry.Kind.ToString(),
        ["reason"] = (entry.TakenAt is null ? entry.Reason : SetAsideReason.Retype).ToString(),
        ["object"] = entry.ObjectId,
        ["field"] = entry.FieldId,
        ["table"] = entry.Table,
        ["column"] = entry.Column,
    };

    /// <summary>The changes that are kept with a revision.</summary>
    public static object?[] Changes(string planJson)
    {
        using JsonDocument plan = JsonDocument.Parse(planJson);
        if (!plan.RootElement.TryGetProperty("changes", out JsonElement changes)) return [];
        return [.. changes.EnumerateArray().Select(c => new Dictionary<string, object?>
        {
            ["kind"] = c.GetProperty("kind").GetString(),
            ["text"] = Kept(c.GetProperty("text")),
            ["document"] = c.GetProperty("document").Clone(),
        })];
    }

    /// <summary>The differences of the API that are kept with a revision; none for one from before they were.</summary>
    public static object?[] ApiChanges(string planJson)
    {
        using JsonDocument plan = JsonDocument.Parse(planJson);
        if (!plan.RootElement.TryGetProperty("api", out JsonElement changes)) return [];
        return [.. changes.EnumerateArray().Select(c => ApiChange(
            c.GetProperty("impact").GetString()!, c.GetProperty("coordinate").GetString()!, Kept(c.GetProperty("message"))))];
    }

    /// <summary>A text that is kept by language; earlier versions kept some in English alone.</summary>
    private static LocalizedText Kept(JsonElement text) => text.ValueKind == JsonValueKind.String
        ? LocalizedText.Of(text.GetString()!)
        : new LocalizedText([.. text.EnumerateObject().Select(t => new LocalizedEntry(t.Name, t.Value.GetString()!))]);

    /// <summary>An instant in ISO 8601.</summary>
    public static string Of(DateTime instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A refusal as an error: its finer code is the reason, what is wrong in which document are the problems.</summary>
    public static FieldErrors Of(PublishRefused refused)
    {
        JsonArray problems = [];
        foreach (Diagnostic finding in refused.Plan?.Diagnostics ?? [])
        {
            problems.Add((JsonNode)new JsonObject
            {
                ["object"] = finding.Name,
                ["field"] = finding.Pointer,
                ["code"] = finding.Code,
                ["message"] = finding.Message,
            });
        }

        foreach (Hazard hazard in refused.Plan?.Hazards ?? [])
        {
            if (hazard.Severity == HazardSeverity.Info) continue;
            problems.Add((JsonNode)new JsonObject
            {
                ["object"] = refused.Plan!.Changes.Count > hazard.Change ? refused.Plan.Changes[hazard.Change].Source.Name : null,
                ["index"] = hazard.Change,
                ["code"] = hazard.Code,
                ["message"] = hazard.Message.In(LocalizedText.DefaultLanguage),
            });
        }

        GraphQLError error = new(refused.Message) { Code = CodeOf(refused.Code), Reason = refused.Code };
        return FieldErrors.Of(problems.Count == 0
            ? error
            : error with { Extensions = ImmutableArray.Create(KeyValuePair.Create<string, object?>("problems", problems)) });
    }

    private static string CodeOf(string code) => code switch
    {
        PublishCodes.RevisionConflict or PublishCodes.DataChanged => GraphQLErrorCode.Conflict,
        PublishCodes.TableBusy => GraphQLErrorCode.Locked,
        PublishCodes.RevisionUnknown or PublishCodes.TenantUnknown => GraphQLErrorCode.NotFound,
        _ => GraphQLErrorCode.ValidationFailed,
    };

    private static Dictionary<string, object?> Of(ModelChange change) => new()
    {
        ["kind"] = change.GetType().Name,
        ["text"] = ChangeSentence.Of(change),
        ["document"] = change.Source,
    };

    private static Dictionary<string, object?> Of(Hazard hazard) => new()
    {
        ["code"] = hazard.Code,
        ["severity"] = hazard.Severity.ToString().ToUpperInvariant(),
        ["change"] = hazard.Change,
        ["message"] = hazard.Message,
        ["count"] = (double)hazard.Count,
        ["samples"] = hazard.Samples.ToArray(),
    };

    private static Dictionary<string, object?> ApiChange(string impact, string coordinate, LocalizedText message) => new()
    {
        ["impact"] = impact.ToUpperInvariant(),
        ["coordinate"] = coordinate,
        ["message"] = message,
    };

    private static Dictionary<string, object?> Of(PlanStep step) => new()
    {
        ["change"] = step.Change,
        ["sql"] = step.Print().Text,
        ["background"] = step.Stage == PlanStage.Background,
    };
}
