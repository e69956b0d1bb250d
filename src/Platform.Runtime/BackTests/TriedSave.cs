using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.BackTests;

/// <summary>A save for one run of a hook: its records take over what the hook sets and objects to.</summary>
internal sealed class TriedSave
{
    private readonly EarlierSave _save;
    private readonly RecordWrite _record;

    /// <summary>Makes the records of a save as they are on their way through the pipeline when an event happens.</summary>
    public TriedSave(EarlierSave save, HookEvent happening)
    {
        _save = save;
        // What a conversion sets of the record is set after the hooks before it.
        _record = Record(save.Layout, save.Id, save.Kind, save.Old, happening == HookEvent.BeforeConvert ? save.Old! : save.Values);
        bool isOver = happening is HookEvent.AfterMerge or HookEvent.AfterConvert;
        if (save.Merge is { } merge && happening is HookEvent.BeforeMerge or HookEvent.AfterMerge)
        {
            Merge = new MergedRecords([.. merge.Merged.Select(m => Record(save.Layout, m.Id, WriteKind.Delete, m.Values, m.Values))], isOver ? merge.Moved : new Dictionary<string, int>());
        }
        else if (save.Conversion is { } conversion && happening is HookEvent.BeforeConvert or HookEvent.AfterConvert)
        {
            Merge = new MergedRecords([], isOver ? conversion.Moved : new Dictionary<string, int>());
            Targets = [.. conversion.Targets.Select(t => new ConvertedRecord(t.Alias, t.Object, t.Action, Target(t, isOver)))];
        }

        Seen = [_record, .. (Targets ?? []).Select(t => t.Record).OfType<RecordWrite>()];
    }

    /// <summary>What hooks of a merge see besides, and what moved; null for another event.</summary>
    public MergedRecords? Merge { get; }

    /// <summary>What the record becomes in a conversion; null for another event.</summary>
    public IReadOnlyList<ConvertedRecord>? Targets { get; }

    /// <summary>The record of the save, then those of targets.</summary>
    public IReadOnlyList<RecordWrite> Seen { get; }

    /// <summary>The hook's input.</summary>
    public ReadOnlyMemory<byte> Input(HookDocument hook, HookEvent happening, RecordCaller user, RecordCaller reader) =>
        HookInput.OfRecords(user, reader, _save.Layout, hook, happening, new DateTimeOffset(_save.At, TimeSpan.Zero), [_record], Merge, Targets);

    /// <summary>Values of the records as far as they may be read: of the save's by field, of targets by alias and field.</summary>
    public Dictionary<string, JsonNode?> Values(PermissionSet rights)
    {
        Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal);
        Add("", _record);
        foreach (ConvertedRecord target in Targets ?? [])
        {
            if (target.Record is { } record) Add(target.Alias + ".", record);
        }

        return values;

        void Add(string prefix, RecordWrite record)
        {
            ObjectPermissions own = rights.For(record.Layout.Object.Name);
            foreach (FieldSlot slot in record.Layout.Fields.Where(f => HookValues.IsVisible(f) && !f.Field.IsComputed && own.CanReadField(f.Field.Name)))
            {
                // Of an attached record what is filled stays.
                bool stays = record != _record && record.Old?[slot.Ordinal] is not null;
                values[prefix + slot.Field.Name] = Json(slot, stays ? record.Old![slot.Ordinal] : record.Values[slot.Ordinal]);
            }
        }
    }

    /// <summary>A canonical value as scripts have it.</summary>
    public static JsonNode? Json(FieldSlot slot, object? value)
    {
        if (value is null) return null;
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) HookValues.Write(writer, slot, value);
        return JsonNode.Parse(buffer.WrittenSpan);
    }

    private static RecordWrite? Target(EarlierTarget target, bool isOver)
    {
        if (target.Record is not { } past) return null;
        RecordWrite record = Record(past.Layout, past.Id, target.Old is null ? WriteKind.Create : WriteKind.Update, target.Old, target.Values);
        if (isOver || target.Old is not null) return record;
        // Before it is made, the platform has set nothing of it.
        foreach (FieldSlot slot in past.Layout.Fields.Where(f => f.Field.IsSystem)) record.Values[slot.Ordinal] = null;
        return record;
    }

    private static RecordWrite Record(RecordLayout layout, Guid id, WriteKind kind, object?[]? old, object?[] values)
    {
        RecordWrite record = new(layout, 0, kind, id) { Old = old?.ToArray() };
        values.CopyTo(record.Values, 0);
        return record;
    }
}
