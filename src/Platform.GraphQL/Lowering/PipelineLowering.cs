using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// Lowers <c>_pipeline</c>: the conditions of stages become conditions over the record's row, so that what is missing comes with the record in the same statement.
/// </summary>
internal sealed class PipelineLowering(LoweringContext context)
{
    private static readonly SqlExpression Comma = Literal(",");

    /// <summary>The pipeline of a record as JSON text, <c>null</c> for a record without one.</summary>
    public SqlExpression Of(PipelineField field, ObjectModel model, RowScope row)
    {
        SqlExpression name = row.Column(model.Field(SystemFields.Pipeline).Column.Name);
        List<(SqlExpression, SqlExpression)> cases = [];
        foreach (PipelineModel pipeline in model.Pipelines)
        {
            Scope scope = new(pipeline, model, row, Environment());
            JsonPieces json = JsonPieces.Object(field.Members, m => m.ResponseName, (pieces, member) => Member(pieces, member, scope));
            cases.Add((name.EqualTo(Literal(pipeline.Name)), json.ToExpression()));
        }

        return new SqlCase(cases, Literal("null"));
    }

    /// <summary>One pipeline over one row.</summary>
    private sealed record Scope(PipelineModel Pipeline, ObjectModel Model, RowScope Row, LoweringEnvironment Environment)
    {
        public SqlExpression Stage => Row.Column(Model.Field(Pipeline.Field).Column.Name);

        public SqlExpression Since => Row.Column(Model.Field(SystemFields.StageSince).Column.Name);

        /// <summary>Something for each stage that the record may be in.</summary>
        public SqlCase ByStage(Func<StageModel, SqlExpression> value, SqlExpression otherwise) =>
            new([.. Pipeline.Stages.Select(s => (Stage.EqualTo(Literal(s.Value)), value(s)))], otherwise);
    }

    private LoweringEnvironment Environment() => new(context.Access.TenantSchema, context.Model.Object)
    {
        NextAlias = () => context.NextAlias("g"),
        Now = Parameter(SqlType.TimestampTz, new CurrentInstantSource()),
        Zone = Parameter(SqlType.Text, new TenantTimeZoneSource()),
        User = context.User,
        Roles = new SqlArrayLiteral([.. context.Schema.Permissions.Roles.Order(StringComparer.Ordinal).Select(Literal)], SqlType.Text.Array),
    };

    private void Member(JsonPieces json, PayloadMember member, Scope scope)
    {
        switch (member.Name)
        {
            case "name": json.Text(JsonPieces.Quote(scope.Pipeline.Name)); break;
            case "stage": ScalarJson.Write(json, scope.Stage, FieldShape.Text, notNull: false); break;
            case "since": ScalarJson.Write(json, scope.Since, FieldShape.DateTime, notNull: false); break;
            case "isStale": json.Value(Truth(IsStale(scope))); break;
            case "missing": json.Text("[").Value(scope.ByStage(s => List([.. Required(s, scope), .. Tasks(s, scope)], member.Parts), Literal(""))).Text("]"); break;
            case "next": json.Text("[").Value(scope.ByStage(s => Steps(s, member.Parts, scope), Literal(""))).Text("]"); break;
            default: json.Text(JsonPieces.Quote(member.Name[1..])); break;
        }
    }

    private static SqlCase IsStale(Scope scope) => scope.ByStage(
        stage => stage.StaleAfterDays is { } days
            ? Infix(scope.Since, "<", Infix(scope.Environment.Now, "-", Call("make_interval", Number(0), Number(0), Number(0), Number(days))))
            : False,
        False);

    private SqlExpression Steps(StageModel stage, IReadOnlyList<PayloadMember> parts, Scope scope)
    {
        List<SqlExpression> steps = [];
        foreach (StageStep step in stage.Next)
        {
            if (!context.Schema.Permissions.MayTake(scope.Pipeline, step)) continue;
            JsonPieces json = JsonPieces.Object(parts, p => p.ResponseName, (pieces, part) => Step(pieces, part, stage, step, scope));
            steps.Add(json.ToExpression());
        }

        return Joined(steps);
    }

    private void Step(JsonPieces json, PayloadMember member, StageModel from, StageStep step, Scope scope)
    {
        StageModel target = scope.Pipeline.Stage(step.To)!;
        switch (member.Name)
        {
            case "stage": json.Text(JsonPieces.Quote(step.To)); break;
            case "kind": json.Text(JsonPieces.Quote(target.Kind.ToString().ToUpperInvariant())); break;
            case "reopens": json.Text(step.Reopens ? "true" : "false"); break;
            case "isReady": json.Value(Truth(And([.. Needs().Select(n => n.Met)]))); break;
            case "missing": json.Text("[").Value(List(Needs(), member.Parts)).Text("]"); break;
            default: json.Text(JsonPieces.Quote(member.Name[1..])); break;
        }

        IReadOnlyList<Need> Needs() =>
            [.. step.Exits ? Gates(from.Exit, scope) : [], .. StageNeeds.AsksForTasks(step, target) ? Tasks(from, scope) : [], .. Gates(target.Entry, scope), .. Required(target, scope), .. Approvals(target, scope)];
    }

    /// <summary>A condition and what is said while it is not met.</summary>
    private sealed record Need(SqlExpression Met, string Code, string? Gate, string? Field, LocalizedText Message, SqlExpression? Task = null);

    private static IEnumerable<Need> Gates(EquatableArray<GateModel> gates, Scope scope) => gates.Select(gate => new Need(
        ExpressionLowering.Lower(gate.Condition.Root, scope.Environment, Lowered(scope), Lowered(scope)), StageNeeds.Gate, gate.Name, gate.Field, gate.Message));

    private static IReadOnlyList<Need> Required(StageModel stage, Scope scope) => [.. stage.RequiredFields.Select(name =>
    {
        FieldModel field = scope.Model.Field(name);
        return new Need(HasValue(field, scope), StageNeeds.Field, null, name, StageNeeds.FieldRequired(stage, field));
    })];

    /// <summary>The last request of each flow that the stage requires is approved.</summary>
    private IEnumerable<Need> Approvals(StageModel stage, Scope scope)
    {
        foreach (string name in stage.RequiredApprovals)
        {
            if (context.Model.ApprovalFlows.FirstOrDefault(f => f.Name == name) is not { } flow) continue;
            ObjectModel requests = context.Model.Object(ApprovalFields.RequestObject);
            string alias = context.NextAlias("q");
            SqlExpression Of(string field) => Column(alias, requests.Field(field).Column.Name);
            SqlSelect last = new()
            {
                Items = [new SqlItem(Of("status"))],
                From = new SqlTableSource(new SqlTable(context.Access.TenantSchema, requests.Table), alias),
                Where = And(
                    Of("object").EqualTo(Literal(scope.Model.Name)), Of("record").EqualTo(scope.Row.Column(scope.Model.Field(SystemFields.Id).Column.Name).As(SqlType.Text)),
                    Of("flow").EqualTo(Literal(name)), Of(SystemFields.DeletedAt).IsNull()),
                OrderBy = [new SqlOrder(Of(SystemFields.Id), Descending: true)],
                Limit = Number(1),
            };
            yield return new Need(new SqlScalar(last).EqualTo(Literal("approved")), StageNeeds.Approval, null, null, StageNeeds.ApprovalRequired(stage, flow));
        }
    }

    /// <summary>Of the tasks of a stage that were made for the record, those that are not done; also in the recycle bin: deleting is not doing.</summary>
    private IReadOnlyList<Need> Tasks(StageModel stage, Scope scope) => [.. stage.Tasks.Select(task =>
    {
        ObjectModel tasks = context.Model.Object("Task");
        string alias = context.NextAlias("k");
        SqlExpression Of(string field) => Column(alias, tasks.Field(field).Column.Name);
        SqlExpression id = scope.Row.Column(scope.Model.Field(SystemFields.Id).Column.Name).As(SqlType.Text);
        (string before, string after) = StageNeeds.TaskSource(scope.Pipeline, task);
        SqlSelect undone = new()
        {
            Items = [new SqlItem(Of(SystemFields.Id).As(SqlType.Text))],
            From = new SqlTableSource(new SqlTable(context.Access.TenantSchema, tasks.Table), alias),
            Where = And(Of("source").EqualTo(Call("concat", Literal(before), id, Literal(after))), Of("status").EqualTo(Literal("done")).IsNotTrue()),
            Limit = Number(1),
        };
        return new Need(new SqlScalar(undone).IsNull(), StageNeeds.Task, null, null, StageNeeds.TaskRequired(stage, task), new SqlScalar(undone));
    })];

    private static LoweredRow Lowered(Scope scope) => LoweredRow.InScope(scope.Model, scope.Row.Column);

    private static SqlExpression HasValue(FieldModel field, Scope scope) => field.Type is MultiPicklistType or TagsType
        ? Infix(Call("cardinality", scope.Row.Column(field.Column.Name)), ">", Number(0))
        : Or([.. field.Columns.Select(c => scope.Row.Column(c.Name).IsNotNull())]);

    private static SqlExpression List(IEnumerable<Need> needs, IReadOnlyList<PayloadMember> parts) => Joined(
        [.. needs.Select(need => (SqlExpression)new SqlCase([(need.Met.IsNotTrue(), Text(need, parts).ToExpression())], null))]);

    private static JsonPieces Text(Need need, IReadOnlyList<PayloadMember> parts) => JsonPieces.Object(parts, p => p.ResponseName, (json, part) =>
    {
        switch (part.Name)
        {
            case "code": json.Text(JsonPieces.Quote(need.Code)); break;
            case "gate": json.Text(need.Gate is null ? "null" : JsonPieces.Quote(need.Gate)); break;
            case "field": json.Text(need.Field is null ? "null" : JsonPieces.Quote(need.Field)); break;
            case "task": json.Value(need.Task is { } task ? Call("concat", Literal("\""), task, Literal("\"")) : Literal("null")); break;
            case "message": json.Value(InLanguage(need.Message)); break;
            default: json.Text(JsonPieces.Quote(part.Name[1..])); break;
        }
    });

    /// <summary>The text in the caller's language, by the rules of <see cref="LocalizedText.In"/>, as a JSON string.</summary>
    private static SqlCase InLanguage(LocalizedText text)
    {
        SqlExpression language = Parameter(SqlType.Text, new CurrentLanguageSource());
        string otherwise = JsonPieces.Quote(text.In(LocalizedText.DefaultLanguage));
        (SqlExpression, SqlExpression)[] cases =
        [
            .. text.Texts.Select(t => (language.EqualTo(Literal(t.Language)), Literal(JsonPieces.Quote(t.Text)))),
            .. text.Texts.Select(t => t.Language.Split('-')[0]).Distinct(StringComparer.Ordinal)
                .Select(p => (Call("split_part", language, Literal("-"), Number(1)).EqualTo(Literal(p)), Literal(JsonPieces.Quote(text.In(p))))),
        ];
        return new SqlCase(cases, Literal(otherwise));
    }

    private static SqlExpression Joined(List<SqlExpression> items) =>
        items.Count == 0 ? Literal("") : Call("concat_ws", [Comma, .. items]);

    private static SqlCase Truth(SqlExpression condition) => new([(condition, Literal("true"))], Literal("false"));
}
