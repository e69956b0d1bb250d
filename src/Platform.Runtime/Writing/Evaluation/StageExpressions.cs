using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>
/// The expressions of an object's pipelines. What they read of other records is loaded only for records that come into a stage: other writes do not pay for them.
/// </summary>
internal sealed class StageExpressions
{
    private readonly Dictionary<CheckedExpression, CompiledExpression> _compiled = new(ReferenceEqualityComparer.Instance);

    /// <summary>Prepares the expressions of an object with pipelines.</summary>
    public StageExpressions(TenantModel model, RecordLayout layout)
    {
        ReadCollector reads = new(model, layout);
        HashSet<FieldSlot> own = [layout[SystemFields.Pipeline], layout[SystemFields.StageSince]];
        foreach (PipelineModel pipeline in layout.Object.Pipelines)
        {
            if (pipeline.When is { } when) Add(when);
            IEnumerable<string?> fields = [pipeline.Field, pipeline.ProbabilityField, pipeline.ForecastField, pipeline.ClosedField];
            foreach (StageModel stage in pipeline.Stages)
            {
                foreach (GateModel gate in stage.Entry.Concat(stage.Exit)) Add(gate.Condition);
                foreach (StageUpdateModel update in stage.OnEnter.Concat(stage.OnExit)) Add(update.Value);
                foreach (TimedTransitionModel timed in stage.Timed)
                {
                    if (timed.When is { } due) Add(due);
                    foreach (StageUpdateModel update in timed.Set) Add(update.Value);
                    fields = fields.Concat(timed.Set.Select(u => u.Field));
                }

                foreach (ProcessActionModel action in stage.EnterActions.Concat(stage.ExitActions).Concat(stage.Timed.SelectMany(t => t.Actions)).Concat(stage.Tasks.Select(t => t.Action)))
                {
                    if (action.When is { } applies) Add(applies);
                    foreach (CheckedExpression expression in action.Users.Concat(action.Texts)) Add(expression);
                }

                fields = fields.Concat(stage.RequiredFields).Concat(stage.OnEnter.Concat(stage.OnExit).Select(u => u.Field));
            }

            own.UnionWith(fields.OfType<string>().Select(f => layout[f]));
        }

        Reads = reads.Record;
        User = reads.User;
        Own = own;

        void Add(CheckedExpression expression)
        {
            if (!_compiled.TryAdd(expression, CompiledExpression.Compile(expression))) return;
            reads.Add(expression);
        }
    }

    /// <summary>What they read of the record, as it is and as it will be.</summary>
    public ReadShape Reads { get; }

    /// <summary>What they read of the person who acts.</summary>
    public ReadShape? User { get; }

    /// <summary>Fields that stages set, require or are kept in.</summary>
    public IReadOnlySet<FieldSlot> Own { get; }

    /// <summary>An expression of the pipelines, ready to be evaluated.</summary>
    public CompiledExpression this[CheckedExpression expression] => _compiled[expression];
}
