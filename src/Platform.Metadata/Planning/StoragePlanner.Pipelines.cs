using System.Globalization;
using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Planning;

/// <content>Records whose pipeline or stage changes with the documents.</content>
public sealed partial class StoragePlanner
{
    bool IModelChangeVisitor<bool>.Visit(AssignPipelines change)
    {
        ObjectModel owner = change.Object;
        SqlExpression chosen = ChosenPipeline(owner);
        SqlExpression since = Stored(owner, SystemFields.StageSince);
        _steps.Rows(PlanStage.Fill, new SqlUpdate
        {
            Table = _steps.Table(owner.Table),
            Alias = StorageSteps.Row,
            Set =
            [
                new SqlAssignment(owner.Field(SystemFields.Pipeline).Column.Name, chosen),
                new SqlAssignment(owner.Field(SystemFields.StageSince).Column.Name, Call("coalesce", since, Stored(owner, SystemFields.UpdatedAt))),
            ],
            Where = Infix(Stored(owner, SystemFields.Pipeline), "is distinct from", chosen),
        });
        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(RemoveStage change)
    {
        if (change.Target is not { } target) return false;
        ObjectModel owner = change.Object;
        string stage = owner.Field(change.To.Field).Column.Name;
        SqlExpression moved = And(
            Stored(owner, SystemFields.Pipeline).EqualTo(Literal(change.From.Name)), Column(StorageSteps.Row, stage).EqualTo(Literal(change.Stage.Value)));
        if (_context.To.Model.TryGetObject(HistoryFields.StageObjectName, out ObjectModel? entries))
        {
            _steps.Rows(PlanStage.Fill, EntriesOfMoved(entries, change, target, moved));
        }

        _steps.Rows(PlanStage.Fill, new SqlUpdate
        {
            Table = _steps.Table(owner.Table),
            Alias = StorageSteps.Row,
            Set =
            [
                new SqlAssignment(stage, Literal(target.Value)),
                new SqlAssignment(owner.Field(SystemFields.StageSince).Column.Name, Call("now")),
                new SqlAssignment(owner.Field(SystemFields.Version).Column.Name, Infix(Stored(owner, SystemFields.Version), "+", Number(1))),
            ],
            Where = moved,
        });
        return true;
    }

    /// <summary>The name of the pipeline that a row has by the conditions, or null.</summary>
    private SqlCase ChosenPipeline(ObjectModel owner)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(_context.Schema, _context.To.Model.Object)
        {
            NextAlias = () => "w" + (aliases++).ToString(CultureInfo.InvariantCulture),
        };
        LoweredRow row = LoweredRow.InScope(owner, StorageSteps.Row);
        List<(SqlExpression, SqlExpression)> cases = [];
        foreach (PipelineModel pipeline in owner.Pipelines)
        {
            SqlExpression condition = pipeline.When is { } when ? ExpressionLowering.Lower(when.Root, environment, row) : True;
            cases.Add((condition, Literal(pipeline.Name).As(SqlType.Text)));
        }

        return new SqlCase(cases, null);
    }

    private SqlInsert EntriesOfMoved(ObjectModel entries, RemoveStage change, StageModel target, SqlExpression moved)
    {
        SqlExpression since = Stored(change.Object, SystemFields.StageSince);
        (string Field, SqlExpression Value)[] values =
        [
            (SystemFields.Id, Call("gen_random_uuid")),
            (SystemFields.Version, Number(1)),
            (SystemFields.CreatedAt, Call("now")),
            (SystemFields.UpdatedAt, Call("now")),
            (HistoryFields.Object, Literal(change.Object.Name)),
            (HistoryFields.Record, Stored(change.Object, SystemFields.Id).As(SqlType.Text)),
            (HistoryFields.Field, Literal(change.To.Field)),
            ("pipeline", Literal(change.To.Name)),
            ("stage", Literal(target.Value)),
            ("fromStage", Literal(change.Stage.Value)),
            ("enteredAt", Call("now")),
            ("fromDuration", Call("trunc", Call("date_part", Literal("epoch"), Infix(Call("now"), "-", since)))),
        ];
        return new SqlInsert
        {
            Table = _steps.Table(entries.Table),
            Columns = [.. values.Select(v => entries.Field(v.Field).Column.Name)],
            Source = new SqlSelect
            {
                Items = [.. values.Select(v => new SqlItem(v.Value))],
                From = new SqlTableSource(_steps.Table(change.Object.Table), StorageSteps.Row),
                Where = moved,
            },
        };
    }

    private static SqlExpression Stored(ObjectModel owner, string field) => Column(StorageSteps.Row, owner.Field(field).Column.Name);
}
