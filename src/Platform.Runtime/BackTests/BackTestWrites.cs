using System.Text.Json.Nodes;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.BackTests;

/// <summary>
/// What a hook wrote through <c>db</c> in one run, record by record: of each the fields that the hook gave and that differ in the end from what they were. Records that the hook made have no ids that could be
/// compared: they are the first, the second, and so on.
/// </summary>
/// <param name="rights">As far as whose rights go values are told.</param>
internal sealed class BackTestWrites(PermissionSet rights)
{
    private readonly Dictionary<(string Object, Guid Id), Written> _written = [];
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    /// <summary>Takes a write that stands within the run's transaction.</summary>
    public void Take(IReadOnlyList<RecordWrite> records)
    {
        foreach (RecordWrite record in records.Where(r => r.HasEffect))
        {
            (string, Guid) key = (record.Layout.Object.Name, record.Id);
            if (!_written.TryGetValue(key, out Written? written)) _written.Add(key, written = new Written(record.Kind == WriteKind.Create));
            if (record.Kind == WriteKind.Create) _made.Add(record.Id.ToString("D"), $"new {_made.Count + 1}");
            written.IsDeleted = record.Kind == WriteKind.Delete;
            foreach (string name in record.Input?.Keys ?? [])
            {
                if (!record.Layout.TryGet(name, out FieldSlot? slot) || slot.Columns.Count == 0 || slot.IsEncrypted) continue;
                written.Values[slot] = (written.Values.TryGetValue(slot, out (object? Old, object? New) known) ? known.Old : record.Old?[slot.Ordinal], record.Values[slot.Ordinal]);
            }
        }
    }

    /// <summary>The writes, in their order.</summary>
    public IReadOnlyList<BackTestWrite> All() => [.. _written.Select(w => Told(w.Key.Object, w.Key.Id, w.Value)).OfType<BackTestWrite>()];

    private BackTestWrite? Told(string target, Guid id, Written written)
    {
        // What is made and deleted again is as if it had never been.
        if (written is { IsMade: true, IsDeleted: true }) return null;
        string record = _made.TryGetValue(id.ToString("D"), out string? made) ? made : id.ToString("D");
        if (written.IsDeleted) return new BackTestWrite("DELETE", target, record, []);
        ObjectPermissions own = rights.For(target);
        JsonObject values = [];
        foreach ((FieldSlot slot, (object? old, object? value)) in written.Values.OrderBy(v => v.Key.Ordinal))
        {
            if (own.CanReadField(slot.Field.Name) && !Equals(old, value)) values[slot.Field.Name] = Named(TriedSave.Json(slot, value));
        }

        return written.IsMade || values.Count > 0 ? new BackTestWrite(written.IsMade ? "CREATE" : "UPDATE", target, record, values) : null;
    }

    // References to records that the hook made have their names.
    private JsonNode? Named(JsonNode? value)
    {
        if (value is null || _made.Count == 0) return value;
        string text = value.ToJsonString();
        foreach ((string id, string name) in _made) text = text.Replace(id, name, StringComparison.Ordinal);
        return JsonNode.Parse(text);
    }

    private sealed class Written(bool isMade)
    {
        public bool IsMade => isMade;

        public bool IsDeleted { get; set; }

        public Dictionary<FieldSlot, (object? Old, object? New)> Values { get; } = [];
    }
}

/// <summary>A record that a hook writes through <c>db</c>.</summary>
/// <param name="Kind"><c>CREATE</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
/// <param name="Object">Its object.</param>
/// <param name="Record">Its id; of one that the hook makes its number among these: <c>new 1</c>.</param>
/// <param name="Values">Fields that the hook gives, with their values in the end.</param>
internal sealed record BackTestWrite(string Kind, string Object, string Record, JsonObject Values)
{
    /// <summary>The same for the same write.</summary>
    public string Text => $"{Kind} {Object} {Record} {Values.ToJsonString()}";
}
