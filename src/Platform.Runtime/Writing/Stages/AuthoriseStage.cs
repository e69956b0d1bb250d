using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Rights on the object and on each given field. Rights on rows stood in the statement that loaded them.</summary>
internal static class AuthoriseStage
{
    /// <summary>Runs the stage.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused) continue;
            if (record.Kind == WriteKind.Create && !batch.Rights.Create)
            {
                record.Refuse(GraphQLErrorCode.Forbidden, null, ValueProblem.With(WriteCodes.CreateForbidden, "object", batch.Layout.Object.Name));
            }
            else if (record.Kind == WriteKind.Purge && !batch.Caller.Permissions.Has(SystemRight.Purge))
            {
                record.Refuse(GraphQLErrorCode.Forbidden, null, new ValueProblem(WriteCodes.PurgeForbidden));
            }

            RefuseFields(batch, record);
        }

        return Task.CompletedTask;
    }

    private static void RefuseFields(WriteBatch batch, RecordWrite record)
    {
        foreach (FieldSlot slot in record.Layout.Fields)
        {
            if (!record.IsGiven[slot.Ordinal] || MayWrite(batch, slot)) continue;
            record.Refuse(GraphQLErrorCode.Forbidden, slot.Field.Name, new ValueProblem(WriteCodes.FieldForbidden));
        }
    }

    private static bool MayWrite(WriteBatch batch, FieldSlot slot)
    {
        // The platform itself may write what callers may not, but nobody writes ids, versions, stamps and what hooks compute.
        if ((slot.Field.IsSystem && slot.Field.IsReadOnly) || slot.Field.ComputedBy is not null || !batch.Rights.CanEditField(slot.Field.Name)) return false;
        return slot.Field.Name != SystemFields.Owner || batch.Layout.HasOwner;
    }
}
