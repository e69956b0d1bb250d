using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Says why records could not be locked: not there, not to be seen, or seen but not to be written.</summary>
internal static class MissingRecords
{
    /// <summary>Refuses records that the load did not find.</summary>
    public static async Task RefuseAsync(WriteBatch batch, WriteKind kind, IReadOnlyList<RecordWrite> missing, CancellationToken cancellation)
    {
        if (missing.Count == 0) return;
        if (batch.Targets is not null)
        {
            // A filter selects among the records that the caller may write; what it may only read is no target.
            batch.Records.RemoveAll(missing.Contains);
            return;
        }

        RecordLayout layout = batch.Layout;
        Dictionary<Guid, bool> readable = [];
        StatementTemplate statement = RecordStatements.Lock(layout, batch.Caller, RowRight.Read, RowState.Any, null, [layout.DeletedAt]);
        Guid[] ids = [.. missing.Select(r => r.Id)];
        batch.Session.Enqueue(statement.Bind(ids, batch.Caller.UserId, batch.Caller.Reach), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) readable[reader.GetGuid(0)] = !await reader.IsDBNullAsync(1, c);
        });
        await batch.Session.FlushAsync(cancellation);
        foreach (RecordWrite record in missing) Refuse(batch, kind, record, readable.TryGetValue(record.Id, out bool deleted) ? deleted : null);
    }

    /// <param name="batch">The write.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="record">The record.</param>
    /// <param name="deleted">In the recycle bin; null when it cannot be seen.</param>
    private static void Refuse(WriteBatch batch, WriteKind kind, RecordWrite record, bool? deleted)
    {
        if (batch.MatchBy is { } key && deleted is null)
        {
            // An upsert met a record that the caller cannot see: to them it is a value that is taken, and nothing tells them by which record.
            record.Kind = WriteKind.Create;
            record.Refuse(GraphQLErrorCode.Duplicate, key.Field.Name, new ValueProblem(WriteCodes.DuplicateValue));
            return;
        }

        (string category, string code) = (kind, deleted) switch
        {
            (_, null) or (WriteKind.Update or WriteKind.Delete, true) => (GraphQLErrorCode.NotFound, WriteCodes.RecordNotFound),
            (WriteKind.Restore, false) => (GraphQLErrorCode.ValidationFailed, WriteCodes.NotDeleted),
            (WriteKind.Update, _) => (GraphQLErrorCode.Forbidden, WriteCodes.EditForbidden),
            _ => (GraphQLErrorCode.Forbidden, WriteCodes.DeleteForbidden),
        };
        record.Refuse(category, null, new ValueProblem(code));
    }
}
