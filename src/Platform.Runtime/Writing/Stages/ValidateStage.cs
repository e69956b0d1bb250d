using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Rules of the model that single values cannot tell: required fields, choices that may only stay, references to live records that the caller can see,
/// uniqueness.
/// </summary>
internal static class ValidateStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        foreach (RecordWrite record in batch.Records)
        {
            if (record.Kind is not (WriteKind.Create or WriteKind.Update) || !record.HasEffect || (record.IsRefused && record.Old is null && record.Kind == WriteKind.Update)) continue;
            foreach (FieldSlot slot in record.Layout.Fields) Validate(record, slot);
        }

        ReferenceCheck.Enqueue(batch, batch.Records.Where(r => !r.HasCheckedReferences));
        DuplicateRuleCheck.Enqueue(batch);

        // What is refused already does not come to the index that would find a value taken.
        bool needsResults = !batch.AllOrNone || batch.ChecksDuplicates || batch.IsRefused;
        if (needsResults)
        {
            DuplicateCheck.EnqueueAll(batch);
            await batch.Session.FlushAsync(cancellation);
            batch.HasPendingChecks = false;
        }
        else
        {
            DuplicateCheck.RefuseRepeatedInputs(batch);
        }
    }

    private static void Validate(RecordWrite record, FieldSlot slot)
    {
        object? value = record.Values[slot.Ordinal];
        bool isAsked = record.Kind == WriteKind.Create || record.IsChanged[slot.Ordinal];
        if (!isAsked || record.HasProblem(slot)) return;
        if (value is null)
        {
            // Of a record that conditions were not asked about it is not known which fields forms show.
            bool isShown = record.IsAsked ? !record.IsHidden(slot) : slot.Field.VisibleWhen is null;
            if (IsRequired(slot) && isShown) record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, new ValueProblem(ValueCodes.Required));
            return;
        }

        if (slot.Codec.CheckChange(value, record.Old?[slot.Ordinal]) is { } problem)
        {
            record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, problem);
        }
    }

    // A required many-to-many must not be created without links; later writes may change it freely.
    private static bool IsRequired(FieldSlot slot) =>
        slot.Field.Required && !slot.Field.IsReadOnly;
}
