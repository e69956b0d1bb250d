using System.Text.Json.Nodes;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Traces;

/// <summary>
/// Takes out of a trace what its reader may not read in records: of an object that they may not read wholly nothing stays but what was done and when; of another object, fields that they may not read are absent.
/// What scripts log, throw and give back can hold whatever they were given or read, so it is shown to those alone who may read all of that. Of a field that the model no longer has under its name nobody can
/// say who may read it: it is absent, and a run that holds one is shown to nobody.
/// </summary>
/// <param name="model">The model as it is now.</param>
/// <param name="rights">The reader's.</param>
internal sealed class TraceRedaction(TenantModel model, PermissionSet rights)
{
    private static readonly string[] OfServer = ["key", "answer", "isRefusal", "isKept"];
    private static readonly string[] Harmless = ["event", "now", "object", "user"];

    /// <summary>Whether every value of a run may be read.</summary>
    public bool IsOpen(JsonObject run) => AreOpen(run["objects"] is JsonArray objects ? objects.Select(o => (string)o!) : []) && FieldsOf(run).All(f => IsField(f.Object, f.Field));

    /// <summary>What the reader is told of a trace as a whole.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="content">What happened in it; null where only lists tell of it.</param>
    public TraceHeader Apply(TraceHeader trace, JsonObject? content = null) =>
        AreOpen(trace.Objects) && Objects(content?["runs"]).All(IsOpen) ? trace : trace with { Message = null };

    /// <summary>Takes out of the content what the reader may not read, and what is of use to the platform alone.</summary>
    public void Apply(JsonObject content)
    {
        foreach (JsonObject record in Objects(content["records"])) ApplyToRecord(record);
        foreach (JsonObject run in Objects(content["runs"])) ApplyToRun(run);
    }

    private void ApplyToRun(JsonObject run)
    {
        bool isOpen = IsOpen(run);
        // Who knows the seed knows every random number of the run.
        run.Remove("seed");
        foreach (JsonObject call in Objects(run["calls"]))
        {
            foreach (string name in OfServer) call.Remove(name);
        }

        run["isHidden"] = !isOpen;
        if (isOpen) return;
        string? target = (string?)run["object"];
        bool readsRecords = target is not null && ReadsRows(target);
        int records = (run["input"]?["records"] as JsonArray)?.Count ?? 0;
        run["input"] = run["input"] is JsonObject input ? InputOf(input, target, readsRecords) : null;
        run["result"] = readsRecords && run["result"]?["changes"] is JsonArray changes ? new JsonObject { ["changes"] = ChangesOf(changes, target!, records) } : null;
        if (run["failure"] is JsonObject failure) failure["message"] = failure["stack"] = null;
        foreach (JsonObject line in Objects(run["log"])) line["text"] = null;
    }

    private void ApplyToRecord(JsonObject record)
    {
        string target = (string)record["object"]!;
        bool isReadable = ReadsRows(target);
        record["isHidden"] = !isReadable;
        if (!isReadable) record["id"] = null;
        record["fields"] = Kept(record["fields"], f => isReadable && ReadsField(target, (string)f["name"]!));
        record["problems"] = Kept(record["problems"], p => isReadable && (p["field"] is not { } field || ReadsField(target, (string)field!)));
    }

    private JsonObject InputOf(JsonObject input, string? target, bool readsRecords)
    {
        JsonObject kept = new(Harmless.Where(input.ContainsKey).Select(name => KeyValuePair.Create(name, input[name]?.DeepClone())));
        if (!readsRecords) return kept;
        kept["records"] = new JsonArray([.. Objects(input["records"]).Select(record => new JsonObject
        {
            ["id"] = record["id"]?.DeepClone(),
            ["old"] = ValuesOf(record["old"], target!),
            ["values"] = ValuesOf(record["values"], target!),
        })]);
        return kept;
    }

    // Behind the records of the event come those of other objects.
    private JsonArray ChangesOf(JsonArray changes, string target, int records) =>
        [.. Objects(changes).Where(change => (int?)change["index"] < records).Select(change => new JsonObject { ["index"] = change["index"]?.DeepClone(), ["values"] = ValuesOf(change["values"], target) })];

    private JsonObject? ValuesOf(JsonNode? values, string target) =>
        values is JsonObject all ? new JsonObject(all.Where(v => ReadsField(target, v.Key)).Select(v => KeyValuePair.Create(v.Key, v.Value?.DeepClone()))) : null;

    private bool AreOpen(IEnumerable<string> objects) => objects.All(o => ReadsRows(o) && rights.For(o).HiddenFields.Count == 0);

    private bool ReadsRows(string target) => rights.For(target).Read == RowPredicate.Everything;

    private bool ReadsField(string target, string field) => IsField(target, field) && rights.For(target).CanReadField(field);

    private bool IsField(string target, string field) => model.TryGetObject(target, out ObjectModel? owner) && owner.TryGetField(field, out _);

    /// <summary>Fields of which the run holds values: of its records, and of those that it read. What it set it could call as it liked.</summary>
    private static IEnumerable<(string Object, string Field)> FieldsOf(JsonObject run)
    {
        if ((string?)run["object"] is { } target && run["input"] is JsonObject input)
        {
            IEnumerable<JsonNode?> values = Objects(input["records"]).Concat(Objects(input["merged"])).SelectMany(r => (JsonNode?[])[r["old"], r["values"]]).Append(input["record"]);
            foreach (string name in Names(values)) yield return (target, name);
            foreach (JsonObject other in Objects(input["targets"]))
            {
                foreach (string name in Names([other["record"]?["old"], other["record"]?["values"]])) yield return ((string)other["object"]!, name);
            }
        }

        foreach (JsonObject call in Objects(run["calls"]).Where(c => (string?)c["name"] is "db.get" or "db.query" && c["target"] is not null && (bool?)c["isRefusal"] != true))
        {
            foreach (string name in Names(call["answer"] as JsonArray ?? (IEnumerable<JsonNode?>)[call["answer"]])) yield return ((string)call["target"]!, name);
        }
    }

    // Of what a reference leads to, the reference.
    private static IEnumerable<string> Names(IEnumerable<JsonNode?> rows) => rows.OfType<JsonObject>().SelectMany(r => r.Select(v => v.Key.Split('.')[0])).Distinct(StringComparer.Ordinal);

    private static JsonArray Kept(JsonNode? list, Func<JsonObject, bool> isKept) => [.. Objects(list).Where(isKept).Select(entry => entry.DeepClone())];

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
