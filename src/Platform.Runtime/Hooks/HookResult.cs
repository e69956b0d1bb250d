using System.Text.Json;
using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>What a hook did to the batch. It comes from hostile code: every index, name and value is checked.</summary>
internal static class HookResult
{
    /// <summary>Takes changes and objections over into the records.</summary>
    /// <returns>Why the result is none; null when it was taken.</returns>
    public static ScriptFailure? Apply(RecordCaller caller, HookDocument hook, HookSide side, IReadOnlyList<RecordWrite> records, ReadOnlyMemory<byte> result)
    {
        using var document = JsonDocument.Parse(result);
        JsonElement root = document.RootElement;
        if (!TryArray(root, "changes", out JsonElement changes) || !TryArray(root, "errors", out JsonElement errors)) return Invalid("The result is not what the event takes.");
        foreach (JsonElement change in changes.EnumerateArray())
        {
            if (!TryRecord(change, records, out RecordWrite? record) || !change.TryGetProperty("values", out JsonElement values) || values.ValueKind != JsonValueKind.Object)
            {
                return Invalid("A change is of no record of the batch.");
            }

            if (ApplyValues(caller, hook, side, record!, values) is { } failure) return failure;
        }

        foreach (JsonElement error in errors.EnumerateArray())
        {
            if (!TryRecord(error, records, out RecordWrite? record)) return Invalid("An error is of no record of the batch.");
            Refuse(record!, error);
        }

        return null;
    }

    /// <summary>Refuses changes of records that are written already.</summary>
    public static ScriptFailure? RefuseChanges(ReadOnlyMemory<byte> result)
    {
        using var document = JsonDocument.Parse(result);
        if (!TryArray(document.RootElement, "changes", out JsonElement changes)) return Invalid("The result is not what the event takes.");
        return changes.GetArrayLength() == 0 ? null : Invalid("The hook set a field of a record that is committed; use db.update.");
    }

    private static ScriptFailure? ApplyValues(RecordCaller caller, HookDocument hook, HookSide side, RecordWrite record, JsonElement values)
    {
        foreach (JsonProperty property in values.EnumerateObject())
        {
            if (side == HookSide.Validation) return Invalid($"The hook set \"{property.Name}\" while it was asked what it objects to; hooks before the write set fields.");
            if (side == HookSide.After || record.Kind is not (WriteKind.Create or WriteKind.Update))
            {
                return Invalid($"The hook set \"{property.Name}\" of a record that is not about to be created or changed; use db.update.");
            }

            string target = record.Layout.Object.Name;
            bool isSettable = record.Layout.TryGet(property.Name, out FieldSlot? slot) && HookValues.IsSettable(slot)
                && slot.Field.ComputedBy == (side == HookSide.Computation ? hook.Name : null)
                && (hook.RunAs == HookIdentity.System || caller.Own.For(target).CanReadField(property.Name));
            if (!isSettable) return Invalid($"{target} has no field \"{property.Name}\" that the hook may set.");
            ValueResult value = HookValues.Read(slot!, property.Value);
            if (value.Problem is { } problem) record.Refuse(GraphQLErrorCode.ValidationFailed, property.Name, problem);
            record.Values[slot!.Ordinal] = value.Value;
            record.IsGiven[slot.Ordinal] = true;
        }

        return null;
    }

    private static void Refuse(RecordWrite record, JsonElement error)
    {
        string? field = error.TryGetProperty("field", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        string message = error.TryGetProperty("message", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        // A message for a field that does not exist is a message all the same.
        if (field is not null && !record.Layout.TryGet(field, out _)) field = null;
        record.Refuse(GraphQLErrorCode.ValidationFailed, field, ValueProblem.With(WriteCodes.HookRefused, "message", message));
    }

    private static bool TryRecord(JsonElement entry, IReadOnlyList<RecordWrite> records, out RecordWrite? record)
    {
        record = null;
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("index", out JsonElement index)) return false;
        if (index.ValueKind != JsonValueKind.Number || !index.TryGetInt32(out int at) || at < 0 || at >= records.Count) return false;
        record = records[at];
        return true;
    }

    private static bool TryArray(JsonElement root, string name, out JsonElement array)
    {
        array = default;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out array) && array.ValueKind == JsonValueKind.Array;
    }

    private static ScriptFailure Invalid(string message) => new(ScriptCodes.ResultInvalid, message);
}
