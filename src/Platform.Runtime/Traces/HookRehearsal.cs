using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Planning;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Hooks;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;

namespace Platform.Runtime.Traces;

/// <summary>A run of a script for the sake of its outcome, in a transaction that is undone, with the rights of whoever wants to know: never as the system, and nothing leaves the platform.</summary>
internal static class HookRehearsal
{
    /// <summary>Runs it.</summary>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="session">The database's.</param>
    /// <param name="caller">Who wants to know.</param>
    /// <param name="rehearsed">What runs over what.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How it ended.</returns>
    public static Task<ScriptOutcome> RunAsync(HookTransaction transaction, WriteSession session, RecordCaller caller, RehearsedRun rehearsed, CancellationToken cancellation)
    {
        ScriptDocument script = rehearsed.Script.RunAs == HookIdentity.User ? rehearsed.Script : rehearsed.Script with { RunAs = HookIdentity.User };
        ScriptRun run = new(script, rehearsed.Event, caller, session, rehearsed.Input)
        {
            Object = rehearsed.Object,
            IsAlone = rehearsed.IsAlone,
            Seed = rehearsed.Seed,
            IsReadOnly = IsReadOnly(script, rehearsed.Event),
            Around = calls => new RecordedCalls(calls, rehearsed.Calls),
            Wrote = rehearsed.Wrote,
            Accept = Acceptance(script, rehearsed, caller),
        };
        return transaction.RunAsync(run, cancellation);
    }

    // What the pipeline would take is taken here, over records of the same form.
    private static Func<ReadOnlyMemory<byte>, ScriptFailure?> Acceptance(ScriptDocument script, RehearsedRun rehearsed, RecordCaller caller)
    {
        if (script is ActionDocument action) return ActionAcceptance(action, caller);
        if (script is not HookDocument hook || rehearsed.Object is null || !caller.Model.TryGetObject(rehearsed.Object, out ObjectModel? model)) return _ => null;
        if (!Enum.TryParse(rehearsed.Event, ignoreCase: true, out HookEvent happening)) return _ => null;
        // They answer, and set nothing.
        if (happening is HookEvent.Approvers or HookEvent.Inbound) return _ => null;
        if (HookKinds.WriteOf(happening) is not var (kind, side)) return HookResult.RefuseChanges;
        IReadOnlyList<RecordWrite> records = rehearsed.Records ?? RecordsOf(rehearsed.Input, caller.Model, RecordLayout.Of(model), kind);
        return result => HookResult.Apply(caller, hook, side, records, result);
    }

    private static bool IsReadOnly(ScriptDocument script, string happening) => script is ActionDocument action
        ? action.Type == ActionType.Query
        : Enum.TryParse(happening, ignoreCase: true, out HookEvent known) && known is HookEvent.Validate or HookEvent.Compute or HookEvent.Approvers;

    // A draft that gives something else back is held to that once it is published.
    private static Func<ReadOnlyMemory<byte>, ScriptFailure?> ActionAcceptance(ActionDocument action, RecordCaller caller)
    {
        ActionModel? known = caller.Model.Actions.FirstOrDefault(a => a.Name == action.Name && a.Document.Output == action.Output);
        if (known is null) return _ => null;
        ObjectModel? target = action.Object is not null && caller.Model.TryGetObject(action.Object, out ObjectModel? found) ? found : null;
        return new ActionOutput(new PlannedAction(known, target, null, new Dictionary<string, object?>()), caller).Accept;
    }

    // Those of the event, then what a conversion makes or attaches: in the order in which scripts have them.
    private static List<RecordWrite> RecordsOf(ReadOnlyMemory<byte> input, TenantModel model, RecordLayout layout, WriteKind kind)
    {
        using var document = JsonDocument.Parse(input);
        List<RecordWrite> records = [.. Entries(document.RootElement, "records").Select((entry, i) => RecordOf(entry, layout, i, kind))];
        foreach (JsonElement target in Entries(document.RootElement, "targets"))
        {
            if (target.GetProperty("record") is not { ValueKind: JsonValueKind.Object } entry) continue;
            RecordLayout own = model.TryGetObject(target.GetProperty("object").GetString()!, out ObjectModel? known) ? RecordLayout.Of(known) : layout;
            records.Add(RecordOf(entry, own, records.Count, target.GetProperty("action").ValueEquals("CREATE") ? WriteKind.Create : WriteKind.Update));
        }

        return records;
    }

    private static JsonElement[] Entries(JsonElement input, string name) =>
        input.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static RecordWrite RecordOf(JsonElement entry, RecordLayout layout, int index, WriteKind kind)
    {
        RecordWrite record = new(layout, index, kind, entry.GetProperty("id").GetGuid());
        if (entry.GetProperty("old") is { ValueKind: JsonValueKind.Object } old)
        {
            record.Old = new object?[layout.Fields.Count];
            Fill(layout, record.Old, old);
            record.Old.CopyTo(record.Values, 0);
        }

        Fill(layout, record.Values, entry.GetProperty("values"));
        return record;
    }

    private static void Fill(RecordLayout layout, object?[] values, JsonElement given)
    {
        foreach (JsonProperty property in given.EnumerateObject())
        {
            // What the object lost since then is left out.
            if (layout.TryGet(property.Name, out FieldSlot? slot)) values[slot.Ordinal] = HookValues.Read(slot, property.Value).Value;
        }
    }
}

/// <summary>A script and what it is to run over.</summary>
/// <param name="Script">The document.</param>
/// <param name="Event">What sets it off, as scripts name it.</param>
/// <param name="Object">Object of its records; null without records.</param>
/// <param name="Input">What it gets, as UTF-8 JSON.</param>
/// <param name="Seed">From which its random numbers follow.</param>
internal sealed record RehearsedRun(ScriptDocument Script, string Event, string? Object, ReadOnlyMemory<byte> Input, string Seed)
{
    /// <summary>No write waited for it.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Calls of the run that is repeated; empty for none.</summary>
    public JsonArray Calls { get; init; } = [];

    /// <summary>The records of the input, which take over what the script sets and objects to; null to read them from the input.</summary>
    public IReadOnlyList<RecordWrite>? Records { get; init; }

    /// <summary>Hears of what the script writes by <c>db</c>; null for nobody.</summary>
    public Action<IReadOnlyList<RecordWrite>>? Wrote { get; init; }
}
