using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Pipelines;

/// <summary>
/// Timers of records that stay in a stage for long. Writes do not set them: a tenant with such stages has one timer that looks for records whose time has run out, and gives
/// each a timer of its own, so that one that cannot go on is tried again by itself.
/// </summary>
internal static class StageTimers
{
    /// <summary>Topic of the timer that looks.</summary>
    public const string LookTopic = "stages";

    /// <summary>Topic of the timers of records.</summary>
    public const string RecordTopic = "stage";

    /// <summary>Pause between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Pause after which a condition that did not hold is asked again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromDays(1);

    private const string LookKey = "look";
    private const string Row = "t";

    /// <summary>Some stage of the model is left by time.</summary>
    public static bool HasAny(TenantModel model) => model.Objects.Any(o => o.Pipelines.Any(p => p.Stages.Any(s => !s.Timed.IsEmpty)));

    /// <summary>The timer of the next look.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="revision">The revision that has such stages: a node which does not know it yet leaves the timer to be.</param>
    /// <param name="dueAt">When, UTC.</param>
    public static NpgsqlBatchCommand Look(Guid tenantId, long revision, DateTime dueAt) =>
        TimerStore.Set(tenantId, LookTopic, LookKey, dueAt, JsonSerializer.Serialize(new StageLook(revision), JsonSerializerOptions.Web));

    /// <summary>What the timer of a look is about.</summary>
    public static StageLook ReadLook(DueTimer timer) => JsonSerializer.Deserialize<StageLook>(timer.Payload, JsonSerializerOptions.Web)!;

    /// <summary>The commands that give records timers whose time has run out; those that have one keep it.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Due(Guid tenantId, string schema, TenantModel model, DateTime now)
    {
        foreach (ObjectModel source in model.Objects)
        {
            foreach (PipelineModel pipeline in source.Pipelines)
            {
                foreach (StageModel stage in pipeline.Stages)
                {
                    foreach (TimedTransitionModel timed in stage.Timed)
                    {
                        yield return Statement(source, pipeline, stage, timed, schema).Bind(tenantId, now, now - TimeSpan.FromDays(timed.AfterDays));
                    }
                }
            }
        }
    }

    /// <summary>What a timer of a record is about.</summary>
    public static StageTimer Read(DueTimer timer) => JsonSerializer.Deserialize<StageTimer>(timer.Payload, JsonSerializerOptions.Web)!;

    // The key names the stay in the stage: a record that was given up there has a new timer when it comes again.
    private static StatementTemplate Statement(ObjectModel source, PipelineModel pipeline, StageModel stage, TimedTransitionModel timed, string schema)
    {
        var layout = RecordLayout.Of(source);
        SqlExpression id = Of(layout, SystemFields.Id).As(SqlType.Text), since = Of(layout, SystemFields.StageSince);
        SqlExpression by = Call("coalesce", [.. new[] { SystemFields.Owner, SystemFields.CreatedBy }.Where(f => layout.TryGet(f, out _)).Select(f => Of(layout, f))]);
        SqlExpression payload = Call(
            "jsonb_build_object",
            Literal("object"), Literal(source.Name), Literal("record"), id, Literal("pipeline"), Literal(pipeline.Name), Literal("stage"), Literal(stage.Value),
            Literal("to"), Literal(timed.To), Literal("afterDays"), Number(timed.AfterDays), Literal("by"), by);
        SqlExpression key = Call(
            "concat_ws", Literal(":"), id, Literal(pipeline.Name), Literal(stage.Value), Literal(timed.To), Number(timed.AfterDays), Call("date_part", Literal("epoch"), since));
        return new StatementTemplate(new SqlInsert
        {
            Table = new SqlTable("platform", "timers"),
            Columns = ["tenant_id", "topic", "key", "due_at", "payload"],
            Source = new SqlSelect
            {
                Items =
                [
                    new SqlItem(StatementTemplate.Value(SqlType.Uuid, 0)), new SqlItem(Literal(RecordTopic)), new SqlItem(key),
                    new SqlItem(StatementTemplate.Value(SqlType.TimestampTz, 1)), new SqlItem(payload),
                ],
                From = new SqlTableSource(new SqlTable(schema, source.Table), Row),
                Where = And(
                    Of(layout, SystemFields.Pipeline).EqualTo(Literal(pipeline.Name)), Of(layout, pipeline.Field).EqualTo(Literal(stage.Value)),
                    Infix(since, "<=", StatementTemplate.Value(SqlType.TimestampTz, 2)), Of(layout, SystemFields.DeletedAt).IsNull()),
            },
            OnConflict = new SqlConflict([], null, []),
        });
    }

    private static SqlExpression Of(RecordLayout layout, string field) => Column(Row, layout[field].Columns[0].Name);
}

/// <summary>A look for records whose time has run out.</summary>
/// <param name="Revision">The revision of the documents that asked for it.</param>
internal sealed record StageLook(long Revision);

/// <summary>A record whose time in a stage has run out.</summary>
/// <param name="Object">Its object.</param>
/// <param name="Record">Its id.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Stage">The stage that it stays in.</param>
/// <param name="To">Where it goes.</param>
/// <param name="AfterDays">After how many days.</param>
/// <param name="By">In whose name: the owner's, or of whoever made the record.</param>
internal sealed record StageTimer(string Object, Guid Record, string Pipeline, string Stage, string To, int AfterDays, Guid? By);
