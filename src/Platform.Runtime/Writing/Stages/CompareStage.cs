using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>What really changes. A record of which nothing changes is not written: no version, no history, no event.</summary>
internal static class CompareStage
{
    /// <summary>Runs the stage.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused) continue;
            if (record.Kind == WriteKind.Create) Fill(record);
            else if (record.Kind == WriteKind.Update) Compare(record, batch.Follows);
        }

        return Task.CompletedTask;
    }

    private static void Fill(RecordWrite record)
    {
        foreach (FieldSlot slot in record.Layout.Fields)
        {
            record.IsChanged[slot.Ordinal] = record.Values[slot.Ordinal] is not null;
            if (record.Values[slot.Ordinal] is LinkChange change) record.LinkDeltas[slot] = LinkLoading.New(change);
        }
    }

    private static void Compare(RecordWrite record, bool follows)
    {
        bool changes = false;
        foreach (FieldSlot slot in record.Layout.Fields)
        {
            if (!record.IsGiven[slot.Ordinal]) continue;
            bool changed = slot.IsLinks
                ? record.LinkDeltas.TryGetValue(slot, out LinkDelta? delta) && delta.Added.Count + delta.Removed.Count > 0
                : !slot.Codec.AreEqual(record.Old![slot.Ordinal], record.Values[slot.Ordinal]);
            if (!changed) continue;
            changes = record.IsChanged[slot.Ordinal] = true;
            if (slot.Field.CreateOnly && !follows) record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, new ValueProblem(WriteCodes.FieldFixed));
        }

        record.HasEffect = changes;
    }
}
