using Platform.GraphQL.Lowering;
using Platform.GraphQL.Schema;

namespace Platform.GraphQL.Planning;

/// <summary>
/// A root field of a mutation without its values: what it does, and what its payload selects. Serves every request of the same document whose
/// selections come out the same.
/// </summary>
public sealed class MutationPlan
{
    private readonly CollectedField? _field;
    private readonly LoweredStatement? _records;

    internal MutationPlan(string responseName, string typeName)
    {
        ResponseName = responseName;
        TypeName = typeName;
        Members = [];
    }

    internal MutationPlan(
        CollectedField field, MutationBinding binding, IReadOnlyList<PayloadMember> members, IReadOnlyList<RecordSelection> selections, LoweredStatement? records,
        ReturnedRecord? returned)
    {
        Returned = returned;
        _field = field;
        Selections = selections;
        _records = records;
        ResponseName = field.ResponseName;
        Binding = binding;
        Members = members;
    }

    internal MutationPlan(
        CollectedField field, ActionBinding action, IReadOnlyList<PayloadMember> members, IReadOnlyList<RecordSelection> selections, LoweredStatement? records)
    {
        _field = field;
        Selections = selections;
        _records = records;
        ResponseName = field.ResponseName;
        Action = action;
        Members = members;
    }

    /// <summary>Name in the response.</summary>
    public string ResponseName { get; }

    /// <summary>The action of the documents that it is; null for another.</summary>
    public ActionBinding? Action { get; }

    /// <summary>What it does; null for an action and for <c>__typename</c>.</summary>
    public MutationBinding? Binding { get; }

    /// <summary>The value of <c>__typename</c>, when the field is that.</summary>
    public string? TypeName { get; }

    /// <summary>Selected members of the payload in order.</summary>
    public IReadOnlyList<PayloadMember> Members { get; }

    /// <summary>What those members select that are written records; see <see cref="PayloadMember.RecordIndex"/>.</summary>
    internal IReadOnlyList<RecordSelection> Selections { get; } = [];

    /// <summary>True when records have to be read after the write.</summary>
    public bool SelectsRecords => _records is not null;

    /// <summary>What of written records the statements return that write them; null when the records have to be read.</summary>
    public ReturnedRecord? Returned { get; }

    /// <summary>True when the records read have encrypted values, each under the binding context's mark.</summary>
    public bool HasEncryptedValues => _records?.HasEncryptedValues == true;

    /// <summary>True for a mutation of many.</summary>
    public bool IsMany => Binding?.Kind is MutationKind.CreateMany or MutationKind.UpdateMany or MutationKind.Upsert or MutationKind.DeleteMany
        or MutationKind.ConvertMany or MutationKind.ApproveTasks or MutationKind.RejectTasks;

    /// <summary>What is selected of the records that a conversion makes or attaches.</summary>
    internal IReadOnlyList<ConvertedSelection> Converted { get; init; } = [];

    /// <summary>Targets of a conversion whose records the payload selects.</summary>
    public IEnumerable<string> ConvertedAliases => Converted.Select(c => c.Alias);

    /// <summary>Cost of a request: the records that it writes, and the values that its payload may read; an update by filter counts as the most records that it may touch.</summary>
    public double Cost(BindingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_field is null) return 1;
        if (Action is not null) return 1 + Selections.Sum(s => s.Cost(context));
        string? list = Binding!.Kind switch
        {
            MutationKind.CreateMany or MutationKind.Upsert => "inputs",
            MutationKind.DeleteMany or MutationKind.ConvertMany or MutationKind.ApproveTasks or MutationKind.RejectTasks => "ids",
            MutationKind.UpdateMany => _field.Argument("filter", context.Variables).IsNull ? "changes" : null,
            _ => null,
        };
        int records = list is not null ? _field.Argument(list, context.Variables).Items.Count
            : Binding.Kind == MutationKind.UpdateMany ? PlannedMutation.MaxTargets
            : 1;
        double converted = Converted.SelectMany(c => c.Selections).Sum(s => s.Cost(context));
        return (Math.Max(1, records) * (1 + Selections.Sum(s => s.Cost(context)))) + converted;
    }

    /// <summary>The action with the values of a request.</summary>
    public PlannedAction BindAction(BindingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ActionBinding action = Action ?? throw new InvalidOperationException("The field is no action.");
        object? Argument(string name) => _field!.Definition.Arguments.Any(a => a.Name == name) && _field.HasArgument(name, context.Variables)
            ? _field.Argument(name, context.Variables).ToPlain()
            : null;
        return new PlannedAction(action.Action, action.Object, Argument("id"), Argument("input") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>());
    }

    /// <summary>The mutation with the values of a request; null with errors in <paramref name="errors"/>.</summary>
    /// <param name="schema">The schema that the plan was made for.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    /// <param name="context">The request's values.</param>
    /// <param name="errors">What is wrong with them.</param>
    public PlannedMutation? Bind(RecordsSchema schema, string tenantSchema, ReachForm reach, BindingContext context, out IReadOnlyList<GraphQLError> errors)
    {
        ArgumentNullException.ThrowIfNull(context);
        MutationBinding binding = Binding ?? throw new InvalidOperationException("__typename is no mutation.");
        Dictionary<string, object?> arguments = new(StringComparer.Ordinal);
        PlanInput filter = default;
        foreach (Types.InputValueDefinition definition in _field!.Definition.Arguments)
        {
            if (!_field.HasArgument(definition.Name, context.Variables)) continue;
            PlanInput value = _field.Argument(definition.Name, context.Variables);
            if (definition.Name == "filter") filter = value;
            else arguments[definition.Name] = value.ToPlain();
        }

        BoundStatement? targets = null;
        errors = [];
        if (binding.Kind == MutationKind.UpdateMany && !filter.IsNull)
        {
            PlanningContext planning = new(schema, new Dictionary<string, Language.Nodes.FragmentDefinitionNode>(), context.Variables);
            FilterNode condition = new FilterPlanner(planning).Plan(filter, binding.Object);
            errors = planning.Errors;
            if (errors.Count == 0)
            {
                targets = LoweredStatement.OfTargets(binding.Object, condition, schema, tenantSchema, PlannedMutation.MaxTargets + 1, reach).Bind(context);
                errors = context.Problems;
            }
        }

        return errors.Count > 0 ? null : new PlannedMutation
        {
            ResponseName = ResponseName,
            Object = binding.Object,
            Kind = binding.Kind,
            Arguments = arguments,
            Targets = targets,
            SelectsRecords = SelectsRecords,
        };
    }

    /// <summary>The statement that reads the record of a conversion's target.</summary>
    public BoundStatement ReadConverted(string alias, BindingContext context) => Converted.First(c => c.Alias == alias).Statement.Bind(context);

    /// <summary>True when the record of a conversion's target has encrypted values, each under the binding context's mark.</summary>
    public bool HasEncryptedConverted(string alias) => Converted.Any(c => c.Alias == alias && c.Statement.HasEncryptedValues);

    /// <summary>The statement that reads the records written; see <see cref="LoweredStatement.OfRecords"/>.</summary>
    public BoundStatement ReadRecords(BindingContext context) =>
        (_records ?? throw new InvalidOperationException("The payload selects no records.")).Bind(context);
}
