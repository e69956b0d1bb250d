using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>Everything that a transaction changed, by object: what the request wrote, and the rollups that followed.</summary>
internal sealed class RollupChanges
{
    private readonly Dictionary<string, ObjectChanges> _objects = new(StringComparer.Ordinal);

    private RollupChanges() { }

    /// <summary>The changes to an object; null for none.</summary>
    public ObjectChanges? Of(string objectName) => _objects.GetValueOrDefault(objectName);

    /// <summary>The changes to an object, to be added to.</summary>
    public ObjectChanges To(string objectName)
    {
        if (!_objects.TryGetValue(objectName, out ObjectChanges? changes)) _objects[objectName] = changes = new ObjectChanges();
        return changes;
    }

    /// <summary>What the request wrote.</summary>
    public static RollupChanges Of(WriteBatch batch, RollupGraph graph)
    {
        RollupChanges changes = new();
        foreach (WrittenRecord written in batch.Written)
        {
            if (written.Kind == WriteKind.Purge || !graph.Concerns(written.Layout.Object.Name)) continue;
            ObjectChanges target = changes.To(written.Layout.Object.Name);
            if (written.Kind == WriteKind.Create) target.Created.Add(written.Id);
            else if (written.Kind == WriteKind.Delete) target.Deleted.Add(written.Id);
            else if (written.Kind == WriteKind.Restore) target.Restored.Add(written.Id);
            else if (written.Record is { } record) target.Change(written.Id, Image(batch, record, graph.ImageOf(written.Layout.Object.Name)));
            if (written.Kind == WriteKind.Create) continue;
            target.Fields.UnionWith([SystemFields.Version, SystemFields.UpdatedAt, SystemFields.UpdatedBy]);
            if (written.Kind != WriteKind.Update) target.Fields.Add(SystemFields.DeletedAt);
            else target.Fields.UnionWith(written.Layout.Fields.Where(f => written.Record!.IsChanged[f.Ordinal]).Select(f => f.Field.Name));
        }

        return changes;
    }

    private static object?[] Image(WriteBatch batch, RecordWrite record, IReadOnlyList<FieldSlot> fields)
    {
        object?[] image = new object?[fields.Sum(f => f.Columns.Count)];
        int at = 0;
        foreach (FieldSlot slot in fields)
        {
            object? value = slot == record.Layout.Id ? record.Id : record.Old![slot.Ordinal];
            if (value is PolymorphicReference reference) value = reference with { Object = batch.Model.Object(reference.Object).Id };
            object?[] columns = new object?[slot.Columns.Count];
            slot.Codec.ToColumns(value, columns);
            columns.CopyTo(image, at);
            at += columns.Length;
        }

        return image;
    }
}
