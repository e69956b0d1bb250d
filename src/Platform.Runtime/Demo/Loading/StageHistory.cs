using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Demo.Loading;

/// <summary>The way of loaded records to the stage that they are in: through the open stages before it, evenly from when the record was made to when it came there.</summary>
internal static class StageHistory
{
    private const string Row = "t", Way = "w";

    /// <summary>Stores the entries of every object with pipelines.</summary>
    public static async Task FillAsync(NpgsqlConnection connection, string schema, TenantModel model, IEnumerable<ObjectModel> loaded, CancellationToken cancellation)
    {
        if (!model.TryGetObject(HistoryFields.StageObjectName, out ObjectModel? entries)) return;
        await using NpgsqlBatch batch = new(connection) { Timeout = 0 };
        foreach (ObjectModel source in loaded.Distinct())
        {
            foreach (PipelineModel pipeline in source.Pipelines) batch.BatchCommands.Add(Command(RecordLayout.Of(entries), RecordLayout.Of(source), pipeline, schema));
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand Command(RecordLayout entries, RecordLayout source, PipelineModel pipeline, string schema)
    {
        List<(string Now, string Stage, string? From, int Place, int Steps)> way = [];
        foreach (StageModel now in pipeline.Stages)
        {
            StageModel[] passed = [.. pipeline.Stages.TakeWhile(s => s != now).Where(s => s is { IsClosed: false, Retired: false }), now];
            for (int i = 0; i < passed.Length; i++) way.Add((now.Value, passed[i].Value, i == 0 ? null : passed[i - 1].Value, i, passed.Length - 1));
        }

        T[] Each<T>(Func<(string Now, string Stage, string? From, int Place, int Steps), T> value) => [.. way.Select(value)];
        return new StatementTemplate(Statement(entries, source, pipeline, schema)).Bind(Each(w => w.Now), Each(w => w.Stage), Each(w => w.From), Each(w => w.Place), Each(w => w.Steps));
    }

    private static SqlInsert Statement(RecordLayout entries, RecordLayout source, PipelineModel pipeline, string schema)
    {
        SqlExpression created = Of(source, SystemFields.CreatedAt), since = Of(source, SystemFields.StageSince), stayed = Infix(since, "-", created);
        // A record that was made in its stage came there by no other.
        SqlExpression hasPassed = Infix(since, ">", created);
        SqlExpression steps = Column(Way, "steps"), place = Column(Way, "place");
        SqlExpression entered = new SqlCase([(Infix(place, "=", steps), since)], Infix(created, "+", Infix(Infix(stayed, "*", place), "/", steps)));
        SqlExpression seconds = Call("floor", Infix(Call("date_part", Literal("epoch"), stayed), "/", steps)).As(SqlType.BigInt);
        (FieldSlot Field, SqlExpression Value)[] values =
        [
            (entries.Id, Call("gen_random_uuid")), (entries.Version, Number(1)),
            (entries.CreatedAt, entered), (entries.CreatedBy, Of(source, SystemFields.CreatedBy)), (entries.UpdatedAt, entered), (entries.UpdatedBy, Of(source, SystemFields.CreatedBy)),
            (entries[HistoryFields.Object], Literal(source.Object.Name)), (entries[HistoryFields.Record], Of(source, SystemFields.Id).As(SqlType.Text)),
            (entries[HistoryFields.Field], Literal(pipeline.Field)), (entries["pipeline"], Literal(pipeline.Name)),
            (entries["stage"], Column(Way, "stage")), (entries["fromStage"], new SqlCase([(hasPassed, Column(Way, "came_from"))], null)),
            (entries["enteredAt"], entered), (entries["enteredBy"], Of(source, SystemFields.CreatedBy)),
            (entries["fromDuration"], new SqlCase([(And(hasPassed, Infix(place, ">", Number(0))), Infix(seconds, "*", Number(1_000_000)))], null)),
        ];
        string[] columns = ["now_in", "stage", "came_from", "place", "steps"];
        return new SqlInsert
        {
            Table = new SqlTable(schema, entries.Object.Table),
            Columns = [.. values.Select(v => v.Field.Columns[0].Name)],
            Source = new SqlSelect
            {
                Items = [.. values.Select(v => new SqlItem(v.Value))],
                From = new SqlTableSource(new SqlTable(schema, source.Object.Table), Row).Join(
                    new SqlFunctionSource(new SqlCall("unnest", [.. columns.Select((_, i) => StatementTemplate.Value(i < 3 ? SqlType.Text.Array : SqlType.Integer.Array, i))]), Way, columns),
                    Column(Way, "now_in").EqualTo(Of(source, pipeline.Field))),
                Where = And(Of(source, SystemFields.Pipeline).EqualTo(Literal(pipeline.Name)), since.IsNotNull(), Or(hasPassed, Infix(place, "=", steps))),
            },
        };
    }

    private static SqlExpression Of(RecordLayout layout, string field) => Column(Row, layout[field].Columns[0].Name);
}
