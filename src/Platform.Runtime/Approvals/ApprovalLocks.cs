using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Approvals;

/// <summary>
/// While a request of a record is pending, nobody edits the record or its details, and nobody deletes them, but for exempt roles, and those who are asked, in the fields that their
/// step leaves to them. Whatever route a write takes, it comes by here.
/// </summary>
internal static class ApprovalLocks
{
    /// <summary>Refuses what is locked.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.IsOfApproval) return;
        if (HasFlows(batch, batch.Layout.Object.Name)) await CheckRecordsAsync(batch, cancellation);
        if (batch.Layout.MasterReference is { } reference && HasFlows(batch, reference.Targets[0])) await CheckMastersAsync(batch, reference, cancellation);
    }

    /// <summary>Refuses a deletion that would take along records under approval.</summary>
    public static async Task CheckTakenAlongAsync(WriteBatch batch, CancellationToken cancellation)
    {
        foreach (IGrouping<RecordLayout, WrittenRecord> deleted in batch.Written.Where(w => w is { Kind: WriteKind.Delete, Record: null } && HasFlows(batch, w.Layout.Object.Name)).ToList().GroupBy(w => w.Layout))
        {
            PendingRequests requests = await PendingRequests.LoadAsync(batch, deleted.Key, [.. deleted.Select(w => w.Id)], cancellation);
            if (deleted.All(w => requests.Running(w.Id) is null)) continue;
            foreach (RecordWrite record in batch.Standing(WriteKind.Delete)) Refuse(record);
            batch.Refusal = batch.Records.First(r => r.IsRefused).Refusal(batch.Caller.Language, batch.IsMany);
        }
    }

    private static bool HasFlows(WriteBatch batch, string objectName) => !batch.Model.FlowsOf(objectName).IsEmpty;

    private static async Task CheckRecordsAsync(WriteBatch batch, CancellationToken cancellation)
    {
        RecordWrite[] records = [.. batch.Records.Where(r => !r.IsRefused && r.HasEffect && r.Kind is WriteKind.Update or WriteKind.Delete or WriteKind.Purge)];
        if (records.Length == 0) return;
        batch.Requests = await PendingRequests.LoadAsync(batch, batch.Layout, [.. records.Select(r => r.Id)], cancellation);
        foreach (RecordWrite record in records)
        {
            if (batch.Requests.Running(record.Id) is not { } running) continue;
            if (record.Kind != WriteKind.Update || !(IsExempt(batch, running) || IsLeftToCaller(batch, record, running))) Refuse(record);
        }
    }

    private static async Task CheckMastersAsync(WriteBatch batch, ReferenceSlot reference, CancellationToken cancellation)
    {
        RecordWrite[] records = [.. batch.Records.Where(r => !r.IsRefused && r.HasEffect)];
        HashSet<Guid> masters = [.. records.SelectMany(r => Masters(r, reference.Slot))];
        if (masters.Count == 0) return;
        RecordLayout layout = RecordLayout.Of(batch.Model.Object(reference.Targets[0]));
        // A submission of the master and a write of its details come one after the other.
        StatementTemplate statement = RecordStatements.Lock(layout, batch.Caller, RowRight.None, RowState.Any, SqlLockStrength.NoKeyUpdate, []);
        batch.Session.Enqueue(statement.Bind([masters.Order().ToArray(), batch.Caller.UserId, batch.Caller.Reach]), (_, _) => ValueTask.CompletedTask);
        PendingRequests requests = await PendingRequests.LoadAsync(batch, layout, masters, cancellation);
        foreach (RecordWrite record in records)
        {
            if (Masters(record, reference.Slot).Any(m => requests.Running(m) is { } running && !IsExempt(batch, running))) Refuse(record);
        }
    }

    /// <summary>The masters of a detail: before the write, and after it.</summary>
    public static IEnumerable<Guid> Masters(RecordWrite record, FieldSlot slot) =>
        new[] { record.Old?[slot.Ordinal], record.Values[slot.Ordinal] }.OfType<Guid>().Distinct();

    private static bool IsExempt(WriteBatch batch, ApprovalCase running) =>
        running.Flow.Document.ExemptRoles.Any(batch.Caller.Roles.Contains);

    private static bool IsLeftToCaller(WriteBatch batch, RecordWrite record, ApprovalCase running)
    {
        HashSet<string> left = [.. running.State.Tasks.Where(t => t.Status == Engine.TaskStatus.Pending && t.Assignee == batch.Caller.UserId)
            .SelectMany(t => running.Flow.Outline.Find(t.Step)!.Step.Asking.EditableFields)];
        return Changed(record).All(left.Contains);
    }

    /// <summary>Names of the fields that the write changes.</summary>
    public static IEnumerable<string> Changed(RecordWrite record) =>
        record.Layout.Fields.Where(f => record.IsChanged[f.Ordinal] && !(f.Field.IsSystem && f.Field.Name != SystemFields.Owner)).Select(f => f.Field.Name);

    private static void Refuse(RecordWrite record) => record.Refuse(GraphQLErrorCode.Locked, null, new ValueProblem(WriteCodes.ApprovalLocked));
}
