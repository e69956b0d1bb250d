using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>What the platform fills in: constants, those of the record type first; the owner, stamps, autonumbers; computed defaults. A checkbox is never blank.</summary>
internal static class DefaultsStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        RecordLayout layout = batch.Layout;
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused || record.Kind is not (WriteKind.Create or WriteKind.Update)) continue;
            if (record.Kind == WriteKind.Create && batch.Expressions is { RecordTypes.Count: > 0 } expressions) PresetByType(expressions, record);
            foreach (FieldSlot slot in layout.Fields)
            {
                if (slot.Default is null || record.Values[slot.Ordinal] is not null) continue;
                bool isNew = record.Kind == WriteKind.Create && !record.IsGiven[slot.Ordinal];
                bool isCheckbox = slot.Field.Type is CheckboxType && (record.Kind == WriteKind.Create || record.IsGiven[slot.Ordinal]);
                if (isNew || isCheckbox) record.Values[slot.Ordinal] = slot.Default;
            }

            Stamp(batch, record);
        }

        IReadOnlyList<RecordWrite> created = batch.Standing(WriteKind.Create);
        if (created.Count == 0 || batch.IsRefused) return;
        foreach (FieldSlot slot in batch.IsLook ? [] : layout.AutoNumbers)
        {
            IReadOnlyList<string> numbers =
                await batch.Numbers.TakeAsync(batch.Session, batch.Caller, layout, slot, created.Count, batch.Now, cancellation);
            for (int i = 0; i < created.Count; i++) created[i].Values[slot.Ordinal] = numbers[i];
        }

        await ComputedDefaults.RunAsync(batch, cancellation);
    }

    private static void PresetByType(WriteExpressions expressions, RecordWrite record)
    {
        FieldSlot typeSlot = record.Layout[SystemFields.RecordType];
        object? name = record.IsGiven[typeSlot.Ordinal] ? record.Values[typeSlot.Ordinal] : typeSlot.Default;
        if (name is not string type || !expressions.RecordTypes.TryGetValue(type, out RecordTypeDefaults? presets)) return;
        foreach ((FieldSlot slot, object? value) in presets.Defaults)
        {
            if (!record.IsGiven[slot.Ordinal]) record.Preset(slot, value);
        }
    }

    private static void Stamp(WriteBatch batch, RecordWrite record)
    {
        RecordLayout layout = batch.Layout;
        record.Values[layout.UpdatedAt.Ordinal] = batch.Stamps.Now;
        record.Values[layout.UpdatedBy.Ordinal] = batch.Stamps.User;
        if (record.Kind != WriteKind.Create)
        {
            record.Values[layout.Version.Ordinal] = (int)record.Old![layout.Version.Ordinal]! + 1;
            return;
        }

        record.Values[layout.Id.Ordinal] = record.Id;
        record.Values[layout.Version.Ordinal] = batch.Stamps.FirstVersion;
        record.Values[layout.CreatedAt.Ordinal] = batch.Stamps.Now;
        record.Values[layout.CreatedBy.Ordinal] = batch.Stamps.User;
        if (layout.HasOwner && batch.Caller.IsMember) record.Values[layout.Owner.Ordinal] ??= batch.Stamps.User;
    }
}
