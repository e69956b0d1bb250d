using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Progress;

/// <summary>
/// Where records were in a pipeline that they come back into, after a time in another or in none: they go on from there, so that the way around is no way past what stages ask for.
/// </summary>
internal static class StageMemory
{
    /// <summary>Looks the stages up, for records that come into a pipeline by an edit.</summary>
    public static async Task RecallAsync(WriteBatch batch, CancellationToken cancellation)
    {
        RecordWrite[] coming = [.. batch.StageChanges.Where(c => c.Key.Kind == WriteKind.Update && c.Value.From is null).Select(c => c.Key)];
        if (coming.Length == 0 || !batch.Model.TryGetObject(HistoryFields.StageObjectName, out ObjectModel? model)) return;
        Dictionary<(Guid Record, string Pipeline), string> last = [];
        StatementTemplate statement = Statement(RecordLayout.Of(model), batch.Caller.Schema);
        batch.Session.Enqueue(statement.Bind(batch.Layout.Object.Name, coming.Select(r => r.Id.ToString("D")).ToArray()), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) last[(Guid.ParseExact(reader.GetString(0), "D"), reader.GetString(1))] = reader.GetString(2);
        });
        await batch.Session.FlushAsync(cancellation);
        foreach (RecordWrite record in coming)
        {
            StageChange change = batch.StageChanges[record];
            if (!last.TryGetValue((record.Id, change.Pipeline.Name), out string? value) || value == change.To.Value) continue;
            if (change.Pipeline.Stage(value) is { } from) batch.StageChanges[record] = change with { From = from };
        }
    }

    /// <summary>Parameters are the object and the records; the result record, pipeline and stage, the latest last.</summary>
    private static StatementTemplate Statement(RecordLayout layout, string schema) => layout.Template("stages of records " + schema, () => new StatementTemplate(new SqlSelect
    {
        Items = [new SqlItem(Of(layout, HistoryFields.Record)), new SqlItem(Of(layout, "pipeline")), new SqlItem(Of(layout, "stage"))],
        From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
        Where = And(
            Of(layout, HistoryFields.Object).EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
            Of(layout, HistoryFields.Record).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1))),
        OrderBy = [new SqlOrder(Of(layout, "enteredAt")), new SqlOrder(Of(layout, SystemFields.Id))],
    }));

    private static SqlExpression Of(RecordLayout layout, string field) => Column("t", layout[field].Columns[0].Name);
}
