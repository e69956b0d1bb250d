using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Defaults of new records that expressions give, each after those that it reads. A value that the field does not take is its problem.</summary>
internal static class ComputedDefaults
{
    /// <summary>Fills the fields that inputs leave out.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Expressions is not { Defaults.Count: > 0 } expressions) return;
        RecordWrite[] records = [.. batch.Standing(WriteKind.Create).Where(r => expressions.Defaults.Any(d => IsOpen(r, d.Slot)))];
        if (records.Length == 0) return;
        batch.Graph.Refresh();
        GraphLoader loader = new(batch, expressions.Read, batch.Graph);
        loader.WantFrom(expressions.DefaultReads, records);
        loader.Want(expressions.DefaultUser, [batch.Caller.UserId]);
        await loader.LoadAsync(cancellation);
        if (batch.Refusal is not null) return;
        foreach (RecordWrite record in records)
        {
            foreach (FieldExpression preset in expressions.Defaults)
            {
                if (IsOpen(record, preset.Slot)) Set(batch.Graph, record, preset);
            }
        }
    }

    // A checkbox that nobody filled in is false, one that the record type says is false is filled in.
    private static bool IsOpen(RecordWrite record, FieldSlot slot) =>
        !record.IsGiven[slot.Ordinal] && !record.IsPreset(slot) && (record.Values[slot.Ordinal] is null or false);

    private static void Set(RecordGraph graph, RecordWrite record, FieldExpression preset)
    {
        FieldSlot slot = preset.Slot;
        ValueResult result = ComputedInput.Of(slot, preset.Expression.Evaluate(graph.Context(record)));
        if (result.Problem is { } problem) record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, problem);
        else if (result.Value is not null) record.Values[slot.Ordinal] = result.Value;
        graph.Renew(record);
    }
}
