using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Tasks;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Converting;

/// <summary>What moves along with a conversion: records that lead to the converted one, tasks about it, comments on it. Each is a write of the pipeline, with the platform's rights.</summary>
internal sealed class ConversionMoves(WriteTransaction transaction, RecordCaller caller, ConversionModel conversion, Guid record, IReadOnlyList<PlannedTarget> targets, CancellationToken cancellation)
{
    private const string Row = "t";
    private readonly RecordCaller _platform = caller.Lent(PermissionCompiler.ForPlatform(caller.Model));
    private readonly SortedDictionary<string, int> _moved = new(StringComparer.Ordinal);

    /// <summary>How many records of each object moved.</summary>
    public IReadOnlyList<MovedRecords> Moved => [.. _moved.Select(m => new MovedRecords(m.Key, m.Value))];

    /// <summary>Carries them out.</summary>
    /// <returns>The write that was refused; null when everything stands.</returns>
    public async Task<WriteBatch?> RunAsync()
    {
        foreach (ConversionMove move in conversion.Document.Moves)
        {
            if (First(move.To) is { } target && await MoveAsync(move, target) is { } refused) return refused;
        }

        if (First(conversion.Document.Tasks) is { } tasks && await DescribeAsync(TaskFields.ObjectName, tasks) is { } refusedTasks) return refusedTasks;
        return First(conversion.Document.Comments) is { } comments ? await DescribeAsync(HistoryFields.CommentObjectName, comments) : null;
    }

    private PlannedTarget? First(IEnumerable<string> aliases) => aliases.Select(a => targets.FirstOrDefault(t => t.Model.Alias == a && t.Id is not null)).FirstOrDefault(t => t is not null);

    private async Task<WriteBatch?> MoveAsync(ConversionMove move, PlannedTarget target)
    {
        IncomingReference reference = ReferenceGraph.Of(caller.Model).To(caller.Model.Object(conversion.Object))
            .First(r => r.Source.Object.Name == move.Object && r.Slot.Field.Name == move.Field);
        List<Guid> rows = [];
        transaction.Session.Enqueue(CascadeStatements.Referring(reference, caller.Schema, RowState.Live).Bind([new[] { record }]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) rows.Add(reader.GetGuid(0));
        });
        await transaction.Session.FlushAsync(cancellation);
        FieldSlot into = reference.Source[move.Into ?? move.Field];
        string id = target.Id!.Value.ToString("D");
        object value = into.Field.Type is Metadata.Fields.PolymorphicLookupType ? new Dictionary<string, object?> { ["object"] = target.Layout.Object.Name, ["id"] = id } : id;
        Dictionary<string, object?> fields = new() { [into.Field.Name] = value };
        return await WriteAsync(reference.Source.Object, [.. rows.Where(r => r != record).Select(r => new WriteInput(r, fields, null))], null);
    }

    // Tasks and comments name the record by object and id. Tasks that a process made for it stay with it.
    private async Task<WriteBatch?> DescribeAsync(string describing, PlannedTarget target)
    {
        if (!caller.Model.TryGetObject(describing, out ObjectModel? model)) return null;
        RecordLayout layout = RecordLayout.Of(model);
        List<Guid> rows = [];
        transaction.Session.Enqueue(Described(layout).Bind(conversion.Object, record.ToString("D")), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) rows.Add(reader.GetGuid(0));
        });
        await transaction.Session.FlushAsync(cancellation);
        Dictionary<FieldSlot, object?> set = new()
        {
            [layout[HistoryFields.Object]] = target.Layout.Object.Name,
            [layout[HistoryFields.Record]] = target.Id!.Value.ToString("D"),
        };
        return await WriteAsync(model, [.. rows.Select(r => new WriteInput(r, null, null))], set);
    }

    private async Task<WriteBatch?> WriteAsync(ObjectModel model, WriteInput[] inputs, Dictionary<FieldSlot, object?>? set)
    {
        if (inputs.Length == 0) return null;
        WriteBatch batch = await transaction.RunAsync(new WriteRequest(model, WriteKind.Update, inputs) { IsMany = true, Follows = true, Set = set }, _platform, cancellation);
        if (batch.IsRefused) return batch;
        _moved[model.Name] = _moved.GetValueOrDefault(model.Name) + inputs.Length;
        return null;
    }

    private StatementTemplate Described(RecordLayout layout) => layout.Template($"described {caller.Schema}", () =>
    {
        SqlExpression Of(string field) => Column(Row, layout[field].Columns[0].Name);
        SqlExpression isLive = RecordStatements.InState(layout, RowState.Live);
        SqlExpression own = TaskFields.Is(layout) ? And(isLive, Of(TaskFields.Source).IsNull()) : isLive;
        SqlExpression id = Column(Row, layout.Id.Columns[0].Name);
        return new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(id)],
            From = new SqlTableSource(new SqlTable(caller.Schema, layout.Object.Table), Row),
            Where = And(Of(HistoryFields.Object).EqualTo(StatementTemplate.Value(SqlType.Text, 0)), Of(HistoryFields.Record).EqualTo(StatementTemplate.Value(SqlType.Text, 1)), own),
            OrderBy = [new SqlOrder(id)],
        });
    });
}
