using System.Text.Json;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary><c>db.create</c>, <c>db.update</c> and <c>db.delete</c>: the whole pipeline again, within the transaction.</summary>
internal sealed class HookWrites(HookTransaction transaction, ScriptRun run, RecordCaller caller)
{
    /// <summary>Carries a write out.</summary>
    public async Task<ScriptAnswer> WriteAsync(string action, ObjectModel model, JsonElement arguments, CancellationToken cancellation)
    {
        (IReadOnlyList<WriteInput>? inputs, bool isMany) = Inputs(action, model, arguments);
        if (inputs is null) return HookCalls.BadInput(Form(action));
        if (inputs.Count == 0) return ScriptAnswer.Of("[]");
        if (inputs.FirstOrDefault(i => i.Id is { } id && transaction.IsAboutToBeWritten(model.Name, id)) is not null)
        {
            return ScriptAnswer.Refused("CONFLICT", "The record is about to be written by the write that the hook runs before: set its fields instead.");
        }

        int most = transaction.Limits.RecordsWritten;
        if (transaction.RecordsWritten + inputs.Count > most) return HookCalls.Limit(ScriptCodes.Failure(ScriptCodes.TooManyWrites, most));
        transaction.RecordsWritten += inputs.Count;
        WriteKind kind = action switch
        {
            "create" => WriteKind.Create,
            "update" => WriteKind.Update,
            _ => WriteKind.Delete,
        };
        (IReadOnlyList<RecordWrite> written, WriteRefusal? refusal) =
            await transaction.Writer.WriteWithinAsync(new WriteRequest(model, kind, inputs) { IsMany = isMany }, caller, run.Session, transaction, cancellation);
        if (refusal is not null) return Refused(refusal);
        run.Wrote?.Invoke(written);
        IEnumerable<string> results = written.Select(r => $"{{\"id\":\"{r.Id:D}\"}}");
        return ScriptAnswer.Of(isMany ? $"[{string.Join(',', results)}]" : results.First());
    }

    private static (IReadOnlyList<WriteInput>? Inputs, bool IsMany) Inputs(string action, ObjectModel model, JsonElement arguments)
    {
        var layout = RecordLayout.Of(model);
        arguments.TryGetProperty("values", out JsonElement values);
        arguments.TryGetProperty("id", out JsonElement id);
        return action switch
        {
            "create" when values.ValueKind == JsonValueKind.Array => (All(values, v => Input(layout, null, v)), true),
            "create" => (One(Input(layout, null, values)), false),
            // Changes of many: each with the id of its record.
            "update" when id.ValueKind == JsonValueKind.Array => (All(id, v => v.ValueKind == JsonValueKind.Object && v.TryGetProperty("id", out JsonElement own) ? Input(layout, own, v) : null), true),
            "update" => (One(Input(layout, id, values)), false),
            "delete" when id.ValueKind == JsonValueKind.Array => (All(id, v => TryId(v, out Guid one) ? new WriteInput(one, null, null) : null), true),
            _ => (TryId(id, out Guid only) ? [new WriteInput(only, null, null)] : null, false),
        };
    }

    private static List<WriteInput>? One(WriteInput? input) => input is null ? null : [input];

    private static List<WriteInput>? All(JsonElement list, Func<JsonElement, WriteInput?> read)
    {
        List<WriteInput> inputs = [];
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (read(entry) is not { } input) return null;
            inputs.Add(input);
        }

        return inputs;
    }

    private static WriteInput? Input(RecordLayout layout, JsonElement? id, JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object) return null;
        Guid? record = null;
        if (id is { } given)
        {
            if (!TryId(given, out Guid known)) return null;
            record = known;
        }

        Dictionary<string, object?> fields = new(StringComparer.Ordinal);
        foreach (JsonProperty property in values.EnumerateObject())
        {
            if (record is not null && property.Name == SystemFields.Id) continue;
            fields[property.Name] = layout.TryGet(property.Name, out FieldSlot? slot) ? HookValues.Input(slot, property.Value) : property.Value;
        }

        return new WriteInput(record, fields, null);
    }

    private static bool TryId(JsonElement value, out Guid id)
    {
        id = default;
        return value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out id);
    }

    private static ScriptAnswer Refused(WriteRefusal refusal) => ScriptAnswer.Refused(
        refusal.Problems.Count > 0 ? refusal.Problems[0].Code : refusal.Code,
        refusal.Message,
        [.. refusal.Problems.Select(p => new Dictionary<string, object?>
        {
            ["object"] = p.Object, ["id"] = p.Id?.ToString("D"), ["index"] = p.Index, ["field"] = p.Field, ["code"] = p.Code, ["message"] = p.Message,
        })]);

    private static string Form(string action) => action switch
    {
        "create" => "db.create takes an object's name and its values, or a list of values.",
        "update" => "db.update takes an object's name, a record's id and values, or a list of values with their ids.",
        _ => "db.delete takes an object's name and a record's id, or a list of ids.",
    };
}
