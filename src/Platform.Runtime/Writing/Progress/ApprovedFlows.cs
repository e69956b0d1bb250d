using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Progress;

/// <summary>The approval flows that records have passed: those of which the last request is approved.</summary>
internal sealed class ApprovedFlows
{
    private const string Approved = "approved";
    private readonly Dictionary<(Guid Record, string Flow), string> _last = [];

    /// <summary>The record has passed the flow.</summary>
    public bool Has(Guid record, string flow) => _last.GetValueOrDefault((record, flow)) == Approved;

    /// <summary>Loads what the stages ask for that records come into.</summary>
    public static async Task<ApprovedFlows> LoadAsync(WriteBatch batch, CancellationToken cancellation)
    {
        ApprovedFlows flows = new();
        var asked = batch.StageChanges.Where(c => c.Key.Kind == WriteKind.Update && !c.Value.To.RequiredApprovals.IsEmpty).ToList();
        if (asked.Count == 0) return flows;
        RecordLayout layout = RecordLayout.Of(batch.Model.Object(ApprovalFields.RequestObject));
        string[] records = [.. asked.Select(a => a.Key.Id.ToString("D"))], names = [.. asked.SelectMany(a => a.Value.To.RequiredApprovals).Distinct()];
        batch.Session.Enqueue(Statement(layout, batch.Caller.Schema).Bind(batch.Layout.Object.Name, records, names), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) flows._last[(Guid.ParseExact(reader.GetString(0), "D"), reader.GetString(1))] = reader.GetString(2);
        });
        await batch.Session.FlushAsync(cancellation);
        return flows;
    }

    /// <summary>Parameters are the object, the records and the flows; the result record, flow and status, the latest last.</summary>
    private static StatementTemplate Statement(RecordLayout layout, string schema) => layout.Template("approved flows " + schema, () => new StatementTemplate(new SqlSelect
    {
        Items = [new SqlItem(Of(layout, "record")), new SqlItem(Of(layout, "flow")), new SqlItem(Of(layout, "status"))],
        From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
        Where = And(
            Of(layout, "object").EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
            Of(layout, "record").EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
            Of(layout, "flow").EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 2)),
            Of(layout, SystemFields.DeletedAt).IsNull()),
        OrderBy = [new SqlOrder(Of(layout, SystemFields.Id))],
    }));

    private static SqlExpression Of(RecordLayout layout, string field) => Column("t", layout[field].Columns[0].Name);
}
