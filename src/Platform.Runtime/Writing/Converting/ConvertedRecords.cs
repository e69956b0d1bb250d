using Platform.GraphQL;
using Platform.Metadata.Collections;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Merging;

namespace Platform.Runtime.Writing.Converting;

/// <summary>
/// Records that have become something else: nobody changes them, by whatever route, nor merges them. They can be deleted as others, and follow what they refer to when that is merged.
/// </summary>
internal static class ConvertedRecords
{
    /// <summary>The field that says when a record of an object was converted; null where there are no conversions.</summary>
    public static FieldSlot? SlotOf(TenantModel model, RecordLayout layout)
    {
        EquatableArray<ConversionModel> conversions = model.ConversionsOf(layout.Object.Name);
        return conversions.IsEmpty ? null : layout[conversions[0].Document.ConvertedField];
    }

    /// <summary>Refuses changes of converted records; what time would do to them is not done.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Follows || batch.IsOfApproval || SlotOf(batch.Model, batch.Layout) is not { } slot) return Task.CompletedTask;
        if (batch.Timed is not null) batch.Records.RemoveAll(r => r.Old?[slot.Ordinal] is not null);
        foreach (RecordWrite record in batch.Standing(WriteKind.Update).Where(r => r.Old?[slot.Ordinal] is not null)) Refuse(record);
        return Task.CompletedTask;
    }

    /// <summary>A converted record among those that a merge takes away.</summary>
    /// <returns>The write that was refused; null when there is none.</returns>
    public static async Task<WriteBatch?> RefuseMergedAsync(WriteTransaction transaction, RecordCaller caller, MergeRequest request, CancellationToken cancellation)
    {
        RecordLayout layout = RecordLayout.Of(request.Object);
        if (SlotOf(caller.Model, layout) is not { } slot) return null;
        WriteBatch gone = transaction.Begin(
            new WriteRequest(request.Object, WriteKind.Delete, [.. request.Merged.Select(id => new WriteInput(id, null, null))]) { IsMany = true, LoadsWhole = true }, caller);
        await WritePipeline.FindAsync(gone, cancellation);
        foreach (RecordWrite record in gone.Records.Where(r => r.Old?[slot.Ordinal] is not null)) Refuse(record);
        return gone.IsRefused ? gone : null;
    }

    private static void Refuse(RecordWrite record) => record.Refuse(GraphQLErrorCode.Locked, null, new ValueProblem(WriteCodes.RecordConverted));
}
