using System.Text.Json.Nodes;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Traces;

/// <summary>
/// Takes out of a trace what its reader may not read in records: of an object that they may not read wholly nothing stays but what was done and when; of another object, fields that they may not read are absent.
/// What scripts log, throw and give back can hold whatever they were given or read, so it is shown to those alone who may read all of that.
/// </summary>
internal static class TraceRedaction
{
    private static readonly string[] OfServer = ["key", "answer", "isRefusal"];
    private static readonly string[] Harmless = ["event", "now", "object", "user"];

    /// <summary>Whether every value of the objects may be read, in every record.</summary>
    public static bool IsOpen(IEnumerable<string> objects, PermissionSet rights) => objects.All(o => ReadsRows(o, rights) && rights.For(o).HiddenFields.Count == 0);

    /// <summary>Whether every value of a run may be read.</summary>
    public static bool IsOpen(JsonObject run, PermissionSet rights) => IsOpen(ObjectsOf(run), rights);

    /// <summary>What the reader is told of a trace as a whole.</summary>
    public static TraceHeader Apply(TraceHeader trace, PermissionSet rights) => IsOpen(trace.Objects, rights) ? trace : trace with { Message = null };

    /// <summary>Takes out of the content what the reader may not read, and what is of use to the platform alone.</summary>
    public static void Apply(JsonObject content, PermissionSet rights)
    {
        foreach (JsonObject record in Objects(content["records"])) ApplyToRecord(record, rights);
        foreach (JsonObject run in Objects(content["runs"])) ApplyToRun(run, rights);
    }

    /// <summary>Takes it out of a run.</summary>
    public static void ApplyToRun(JsonObject run, PermissionSet rights)
    {
        // Who knows the seed knows every random number of the run.
        run.Remove("seed");
        foreach (JsonObject call in Objects(run["calls"]))
        {
            foreach (string name in OfServer) call.Remove(name);
        }

        bool isOpen = IsOpen(run, rights);
        run["isHidden"] = !isOpen;
        if (isOpen) return;
        string? target = (string?)run["object"];
        bool readsRecords = target is not null && ReadsRows(target, rights);
        run["input"] = run["input"] is JsonObject input ? InputOf(input, target, readsRecords, rights) : null;
        run["result"] = readsRecords && run["result"]?["changes"] is JsonArray changes ? new JsonObject { ["changes"] = ChangesOf(changes, rights.For(target!)) } : null;
        if (run["failure"] is JsonObject failure) failure["message"] = failure["stack"] = null;
        foreach (JsonObject line in Objects(run["log"])) line["text"] = null;
    }

    private static void ApplyToRecord(JsonObject record, PermissionSet rights)
    {
        string target = (string)record["object"]!;
        bool isReadable = ReadsRows(target, rights);
        record["isHidden"] = !isReadable;
        if (!isReadable) record["id"] = null;
        ObjectPermissions own = rights.For(target);
        record["fields"] = Kept(record["fields"], f => isReadable && own.CanReadField((string)f["name"]!));
        record["problems"] = Kept(record["problems"], p => isReadable && (p["field"] is not { } field || own.CanReadField((string)field!)));
    }

    private static JsonObject InputOf(JsonObject input, string? target, bool readsRecords, PermissionSet rights)
    {
        JsonObject kept = new(Harmless.Where(input.ContainsKey).Select(name => KeyValuePair.Create(name, input[name]?.DeepClone())));
        if (!readsRecords) return kept;
        ObjectPermissions own = rights.For(target!);
        kept["records"] = new JsonArray([.. Objects(input["records"]).Select(record => new JsonObject
        {
            ["id"] = record["id"]?.DeepClone(),
            ["old"] = ValuesOf(record["old"], own),
            ["values"] = ValuesOf(record["values"], own),
        })]);
        return kept;
    }

    private static JsonArray ChangesOf(JsonArray changes, ObjectPermissions own) =>
        [.. Objects(changes).Select(change => new JsonObject { ["index"] = change["index"]?.DeepClone(), ["values"] = ValuesOf(change["values"], own) })];

    private static JsonObject? ValuesOf(JsonNode? values, ObjectPermissions own) =>
        values is JsonObject all ? new JsonObject(all.Where(v => own.CanReadField(v.Key)).Select(v => KeyValuePair.Create(v.Key, v.Value?.DeepClone()))) : null;

    private static bool ReadsRows(string target, PermissionSet rights) => rights.For(target).Read == RowPredicate.Everything;

    private static IEnumerable<string> ObjectsOf(JsonObject run) => run["objects"] is JsonArray objects ? objects.Select(o => (string)o!) : [];

    private static JsonArray Kept(JsonNode? list, Func<JsonObject, bool> isKept) => [.. Objects(list).Where(isKept).Select(entry => entry.DeepClone())];

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
