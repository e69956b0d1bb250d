using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Converting;

/// <summary>Custom logic about a conversion: it sees the record and what it becomes, before anything is written and once everything is.</summary>
/// <param name="source">The record that is converted, alone in its batch.</param>
/// <param name="targets">What it becomes.</param>
internal sealed class ConversionHooks(WriteBatch source, IReadOnlyList<PlannedTarget> targets)
{
    private static readonly Dictionary<string, int> Nothing = [];
    private readonly bool _apply = source.Hooks?.AppliesToConversions(source.Model, source.Layout.Object.Name) == true;

    /// <summary>Canonical values that hooks set of the record itself.</summary>
    public Dictionary<FieldSlot, object?> Set { get; } = [];

    /// <summary>The target that a hook objects to; null when it is another record, or none.</summary>
    public PlannedTarget? Refused { get; private set; }

    /// <summary>Runs those before the conversion; what they set of what is filled already is not taken.</summary>
    /// <returns>The write that was refused; null when the conversion may go on.</returns>
    public async Task<WriteBatch?> BeforeAsync(CancellationToken cancellation)
    {
        if (!_apply) return null;
        RecordWrite record = source.Records[0];
        RecordWrite?[] seen = [.. targets.Select(AsWritten)];
        object?[] given = [.. record.Values];
        object?[][] planned = [.. seen.Select(r => r is null ? [] : r.Values.ToArray())];
        await source.Hooks!.RunConversionAsync(source, HookSide.Before, Told(seen), Nothing, cancellation);
        if (Objection(source, seen) is { } refused) return refused;
        foreach (FieldSlot slot in Changed(source.Layout, given, record.Values)) Set[slot] = record.Values[slot.Ordinal];
        for (int i = 0; i < seen.Length; i++)
        {
            if (seen[i] is not { } target) continue;
            foreach (FieldSlot slot in Changed(target.Layout, planned[i], target.Values).Where(s => target.Old?[s.Ordinal] is null))
            {
                targets[i].Inputs.Remove(slot.Field.Name);
                targets[i].Set[slot] = target.Values[slot.Ordinal];
            }
        }

        return null;
    }

    /// <summary>Runs those after the conversion.</summary>
    /// <param name="closed">The record, written.</param>
    /// <param name="moved">How many records of each object moved along.</param>
    /// <param name="cancellation">Ends the runs.</param>
    /// <returns>The write that was refused; null when the conversion stands.</returns>
    public async Task<WriteBatch?> AfterAsync(WriteBatch closed, IReadOnlyList<MovedRecords> moved, CancellationToken cancellation)
    {
        if (!_apply) return null;
        RecordWrite?[] seen = [.. targets.Select(t => t.Written ?? AsWritten(t))];
        await closed.Hooks!.RunConversionAsync(closed, HookSide.After, Told(seen), moved.ToDictionary(m => m.Object, m => m.Count), cancellation);
        return Objection(closed, seen);
    }

    private ConvertedRecord[] Told(RecordWrite?[] seen) =>
        [.. targets.Select((t, i) => new ConvertedRecord(t.Model.Alias, t.Layout.Object.Name, t.Action.ToString().ToUpperInvariant(), seen[i]))];

    private WriteBatch? Objection(WriteBatch batch, RecordWrite?[] seen)
    {
        if (batch.IsRefused) return batch;
        int at = Array.FindIndex(seen, r => r?.IsRefused == true);
        if (at < 0) return null;
        Refused = targets[at];
        return source.OfOthers(seen[at]!.Layout, [seen[at]!]);
    }

    private static List<FieldSlot> Changed(RecordLayout layout, object?[] before, object?[] after) =>
        [.. layout.Stored.Where(s => !Equals(before[s.Ordinal], after[s.Ordinal]))];

    private static RecordWrite? AsWritten(PlannedTarget target)
    {
        if (target.Action == ConversionAction.Skip || (target.Action == ConversionAction.Attach && target.Stored is null)) return null;
        RecordWrite record = new(target.Layout, 0, target.Stored is null ? WriteKind.Create : WriteKind.Update, target.Id!.Value) { Old = target.Stored };
        target.Stored?.CopyTo(record.Values, 0);
        foreach ((string field, object? input) in target.Inputs)
        {
            if (target.Layout.TryGet(field, out FieldSlot? slot) && !slot.IsLinks) record.Values[slot.Ordinal] = slot.Codec.ReadInput(input).Value;
        }

        return record;
    }
}
