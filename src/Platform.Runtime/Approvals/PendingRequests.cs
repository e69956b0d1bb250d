using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Approvals;

/// <summary>The requests of records that a write has to know: those that run, those that were returned, and those whose approval an edit may end. Their rows are locked.</summary>
internal sealed class PendingRequests
{
    private static readonly string[] Known = ["pending", "returned", "approved"];
    private readonly ILookup<Guid, ApprovalCase> _cases;

    private PendingRequests(IEnumerable<ApprovalCase> cases) => _cases = cases.ToLookup(c => c.Record);

    /// <summary>The request of a record that runs, or null.</summary>
    public ApprovalCase? Running(Guid record) => _cases[record].FirstOrDefault(c => c.State.Status == RequestStatus.Pending);

    /// <summary>The latest request of a record that was returned to its submitter, or null.</summary>
    /// <param name="record">The record.</param>
    /// <param name="flow">Its flow; null for any.</param>
    /// <param name="voids">It asks for the deletion of the record: such a one never takes the place of another.</param>
    public ApprovalCase? Returned(Guid record, string? flow, bool voids = false) =>
        _cases[record].Where(c => c.State.Status == RequestStatus.Returned && c.State.Voids == voids && (flow is null || c.Flow.Document.Name == flow)).MaxBy(c => c.Id);

    /// <summary>The requests of a record.</summary>
    public IEnumerable<ApprovalCase> Of(Guid record) => _cases[record];

    /// <summary>Loads the requests of records, which must be locked.</summary>
    public static async Task<PendingRequests> LoadAsync(WriteBatch batch, RecordLayout layout, IReadOnlyCollection<Guid> records, CancellationToken cancellation)
    {
        List<Guid> ids = [];
        string[] keys = [.. records.Select(r => r.ToString("D"))];
        batch.Session.Enqueue(Find(batch).Bind(layout.Object.Name, keys, Known), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) ids.Add(reader.GetGuid(0));
        });
        await batch.Session.FlushAsync(cancellation);
        if (ids.Count == 0) return new PendingRequests([]);
        Dictionary<Guid, ApprovalCase> cases = [];
        ApprovalStore.EnqueueLock(batch, [.. ids], cases);
        await batch.Session.FlushAsync(cancellation);
        return new PendingRequests(cases.Values);
    }

    private static StatementTemplate Find(WriteBatch batch)
    {
        RecordLayout layout = ApprovalStore.Layout(batch, ApprovalFields.RequestObject);
        string schema = batch.Caller.Schema;
        return layout.Template("approval of records " + schema, () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Column("t", layout.Id.Columns[0].Name))],
            From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
            Where = And(
                Column("t", layout["object"].Columns[0].Name).EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
                Column("t", layout["record"].Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
                Column("t", layout["status"].Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 2)),
                Column("t", layout[SystemFields.DeletedAt].Columns[0].Name).IsNull()),
        }));
    }
}
