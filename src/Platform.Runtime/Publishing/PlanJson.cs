using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Planning;

namespace Platform.Runtime.Publishing;

/// <summary>Plans in the form that is kept with a revision.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes, hazards, differences of the API and statements of a plan.</summary>
    public static string Of(DeployPlan plan) => new JsonObject
    {
        ["changes"] = Changes(plan.Changes),
        ["hazards"] = new JsonArray([.. plan.Hazards.Select(h => (JsonNode)new JsonObject
        {
            ["code"] = h.Code, ["severity"] = h.Severity.ToString(), ["change"] = h.Change, ["count"] = h.Count, ["message"] = Text(h.Message),
        })]),
        ["api"] = new JsonArray([.. plan.ApiChanges.Select(c => (JsonNode)new JsonObject
        {
            ["impact"] = c.Impact.ToString(), ["coordinate"] = c.Coordinate, ["message"] = Text(c.Text),
        })]),
        ["statements"] = new JsonArray([.. plan.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["change"] = s.Change, ["sql"] = s.Print().Text, ["background"] = s.Stage == PlanStage.Background,
        })]),
    }.ToJsonString(Options);

    /// <summary>The changes that lead back.</summary>
    public static string Inverse(TenantState from, TenantState to) =>
        new JsonObject { ["changes"] = Changes(ModelDiff.Between(to.Snapshot, from.Snapshot)) }.ToJsonString(Options);

    private static JsonArray Changes(EquatableArray<ModelChange> changes) => new([.. changes.Select(c => (JsonNode)new JsonObject
    {
        ["kind"] = c.GetType().Name,
        ["text"] = Text(ChangeSentence.Of(c)),
        ["document"] = new JsonObject { ["kind"] = c.Source.Kind, ["name"] = c.Source.Name, ["pointer"] = c.Source.Pointer },
    })]);

    private static JsonObject Text(LocalizedText text) =>
        new(text.Texts.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Language, t.Text)));
}
