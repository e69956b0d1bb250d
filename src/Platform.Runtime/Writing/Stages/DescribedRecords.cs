using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Records that tasks and comments name by <c>object</c> and <c>record</c>: they are there and the caller may read them. They are locked against deletion until the end
/// of the transaction, as references are.
/// </summary>
internal static class DescribedRecords
{
    /// <summary>Queues the look-up of what the records of the batch name, where they name it anew: one statement for each object.</summary>
    public static void Enqueue(WriteBatch batch)
    {
        FieldSlot objectSlot = batch.Layout[HistoryFields.Object], recordSlot = batch.Layout[HistoryFields.Record];
        List<(RecordWrite Record, ObjectModel Target, Guid Id)> named = [];
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused || record.Kind is not (WriteKind.Create or WriteKind.Update)) continue;
            string? target = record.Values[objectSlot.Ordinal] as string, id = record.Values[recordSlot.Ordinal] as string;
            if (target == record.Old?[objectSlot.Ordinal] as string && id == record.Old?[recordSlot.Ordinal] as string) continue;
            if (target is null && id is null) continue;
            bool exists = target is not null && batch.Model.TryGetObject(target, out _) && batch.Caller.Permissions.For(target).CanRead;
            if (!exists) Refuse(record, objectSlot);
            else if (!Guid.TryParseExact(id, "D", out Guid parsed)) Refuse(record, recordSlot);
            else named.Add((record, batch.Model.Object(target!), parsed));
        }

        foreach (IGrouping<ObjectModel, (RecordWrite Record, ObjectModel Target, Guid Id)> group in named.GroupBy(n => n.Target).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            Guid[] ids = [.. group.Select(g => g.Id).Distinct().Order()];
            HashSet<Guid> found = [];
            StatementTemplate statement = RecordStatements.Lock(RecordLayout.Of(group.Key), batch.Caller, RowRight.Read, RowState.Live, SqlLockStrength.KeyShare, []);
            batch.Session.Enqueue(statement.Bind(ids, batch.Caller.UserId, batch.Caller.Reach), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) found.Add(reader.GetGuid(0));
                foreach ((RecordWrite record, _, Guid id) in group)
                {
                    if (!found.Contains(id)) Refuse(record, recordSlot);
                }
            });
            batch.HasPendingChecks = true;
        }
    }

    private static void Refuse(RecordWrite record, FieldSlot slot) =>
        record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, new ValueProblem(WriteCodes.ReferenceNotFound));
}
