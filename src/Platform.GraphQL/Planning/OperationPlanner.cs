using System.Diagnostics;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>From a validated operation and its coerced variables to a plan.</summary>
public sealed class OperationPlanner
{
    private readonly PlanningContext _context;
    private readonly FilterPlanner _filters;
    private readonly SelectionPlanner _selections;

    /// <summary>A planner of one operation of a document that validation has accepted.</summary>
    public OperationPlanner(RecordsSchema schema, DocumentNode document, IReadOnlyDictionary<string, object?> variables)
    {
        Dictionary<string, FragmentDefinitionNode> fragments = document.Definitions.OfType<FragmentDefinitionNode>()
            .ToDictionary(f => f.Name.Value, StringComparer.Ordinal);
        _context = new PlanningContext(schema, fragments, variables);
        _filters = new FilterPlanner(_context);
        _selections = new SelectionPlanner(_context, _filters);
    }

    /// <summary>What makes the operation impossible; empty when there is a plan.</summary>
    public IReadOnlyList<GraphQLError> Errors => _context.Errors;

    /// <summary>The plan of a query; null when there are <see cref="Errors"/>.</summary>
    /// <param name="operation">A query.</param>
    /// <param name="introspect">The JSON of a root field <c>__schema</c> or <c>__type</c>.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    public QueryPlan? PlanQuery(
        OperationDefinitionNode operation, Func<IReadOnlyList<FieldNode>, string> introspect, string tenantSchema, ReachForm reach = ReachForm.Computed)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(introspect);
        List<RootPlan> roots = [];
        foreach (CollectedField field in _context.Collector.Collect(_context.Records.Schema.Query, [operation.SelectionSet]))
        {
            roots.Add(field.Definition.Extension is ActionBinding or MutationBinding
                ? new CarriedPlan(field.ResponseName, Mutation(field, tenantSchema, reach))
                : Root(field, introspect));
        }

        return Errors.Count > 0 ? null : new QueryPlan(roots);
    }

    /// <summary>The root fields of a mutation in their order; null when there are <see cref="Errors"/>.</summary>
    /// <param name="operation">A mutation.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    public IReadOnlyList<MutationPlan>? PlanMutation(OperationDefinitionNode operation, string tenantSchema, ReachForm reach = ReachForm.Computed)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ObjectType root = _context.Records.Schema.Mutation ?? throw new InvalidOperationException("The schema has no mutations.");
        MutationPlan[] plans = [.. _context.Collector.Collect(root, [operation.SelectionSet]).Select(f => Mutation(f, tenantSchema, reach))];
        return Errors.Count > 0 ? null : plans;
    }

    /// <summary>The plan of a subscription; null when there are <see cref="Errors"/>.</summary>
    /// <param name="operation">A subscription.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How its statement learns whose records the scope "team" covers.</param>
    public SubscriptionPlan? PlanSubscription(OperationDefinitionNode operation, string tenantSchema, ReachForm reach = ReachForm.Computed)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ObjectType root = _context.Records.Schema.Subscription ?? throw new InvalidOperationException("The schema has no subscriptions.");
        CollectedField field = _context.Collector.Collect(root, [operation.SelectionSet]).Single();
        ObjectModel watched = ((SubscriptionBinding)field.Definition.Extension!).Object;
        FilterNode filter = _filters.Plan(field.Argument("filter", _context.Variables), watched);
        (PayloadMember[] members, List<RecordSelection> records) = PayloadMembers(field, watched);
        if (Errors.Count > 0) return null;
        return new SubscriptionPlan
        {
            ResponseName = field.ResponseName,
            Object = watched,
            Filter = filter,
            Members = members,
            Records = records,
            Statement = LoweredStatement.OfChanged(watched, filter, records, _context.Records, tenantSchema, reach),
        };
    }

    private MutationPlan Mutation(CollectedField field, string tenantSchema, ReachForm reach)
    {
        ActionBinding? action = field.Definition.Extension as ActionBinding;
        MutationBinding? binding = field.Definition.Extension as MutationBinding;
        if (action is null && binding is null) return new MutationPlan(field.ResponseName, "Mutation");
        Dictionary<string, List<RecordSelection>> converted = new(StringComparer.Ordinal);
        (PayloadMember[] members, List<RecordSelection> records) = PayloadMembers(field, binding?.Object ?? action?.Object, converted);
        LoweredStatement? statement = records.Count > 0 && Errors.Count == 0
            ? LoweredStatement.OfRecords(records, _context.Records, tenantSchema, reach)
            : null;
        if (action is not null) return new MutationPlan(field, action, members, records, statement);
        ReturnedRecord? returned = statement is null ? null : ReturnedRecord.Of(records, _context.Records, tenantSchema, reach);
        return new MutationPlan(field, binding!, members, records, statement, returned) { Converted = Errors.Count > 0 ? [] : Converted(converted, tenantSchema, reach) };
    }

    private IReadOnlyList<ConvertedSelection> Converted(Dictionary<string, List<RecordSelection>> selections, string tenantSchema, ReachForm reach) =>
        [.. selections.Select(s => new ConvertedSelection(s.Key, s.Value, LoweredStatement.OfRecords(s.Value, _context.Records, tenantSchema, reach)))];

    /// <summary>Selected members of a payload or event, with what those of them that are records select.</summary>
    private (PayloadMember[] Members, List<RecordSelection> Records) PayloadMembers(
        CollectedField field, ObjectModel? model, Dictionary<string, List<RecordSelection>>? converted = null)
    {
        List<RecordSelection> records = [];
        PayloadMember[] members = [.. _context.Select(PlanningContext.ObjectOf(field.Definition), field).Select(member =>
        {
            if (member.Definition.Extension is ConvertedBinding target)
            {
                if (!converted!.TryGetValue(target.Alias, out List<RecordSelection>? selections)) converted[target.Alias] = selections = [];
                selections.Add(_selections.Record(target.Object, member));
                return new PayloadMember(member.ResponseName, member.Name, [], selections.Count - 1, target.Alias);
            }

            if (model is null || member.Name is not ("record" or "records")) return Payload(PlanningContext.ObjectOf(field.Definition), member);
            records.Add(_selections.Record(model, member));
            return new PayloadMember(member.ResponseName, member.Name, [], records.Count - 1);
        })];
        return (members, records);
    }

    private PayloadMember Payload(ObjectType parent, CollectedField member)
    {
        string name = member.Name == "__typename" ? ":" + parent.Name : member.Name;
        IReadOnlyList<PayloadMember> parts = member.Definition.Type.Named is ObjectType type
            ? [.. _context.Select(type, member).Select(part => Payload(type, part))]
            : [];
        return new PayloadMember(member.ResponseName, name, parts);
    }

    private DuplicatesPlan Duplicates(CollectedField field, ObjectModel model)
    {
        PlanInput input = field.Argument("input", _context.Variables), id = field.Argument("id", _context.Variables);
        if (input.IsNull && id.IsNull) _context.Refuse(field.Nodes[0], "Give `input`, `id`, or both.", "DUPLICATES_OF_WHAT");
        Dictionary<string, ArgumentSource>? values = input.IsNull ? null : input.Members.Where(m => !m.Value.IsNull && !m.Value.Members.Any())
            .ToDictionary(m => m.Name, m => Plain(m.Value, m.Name), StringComparer.Ordinal);
        PayloadMember[] members = [.. _context.Select(PlanningContext.ObjectOf(field.Definition), field).Select(m => Payload(PlanningContext.ObjectOf(field.Definition), m))];
        return new DuplicatesPlan(field.ResponseName, model, _context.Model.DuplicateRulesOf(model.Name), id.IsNull ? null : Plain(id, "id"), values, members);

        static ArgumentSource Plain(PlanInput value, string name) => new(ValueForm.Plain, value.Origin is null ? value.Value : null, value.Origin, name);
    }

    private RootPlan Root(CollectedField field, Func<IReadOnlyList<FieldNode>, string> introspect)
    {
        switch (field.Name)
        {
            case "__typename": return new ComputedPlan(field.ResponseName, "\"Query\"");
            case "__schema" or "__type": return new ComputedPlan(field.ResponseName, introspect(field.Nodes));
            case "nothing": return new ComputedPlan(field.ResponseName, "null");
        }

        RootBinding binding = (RootBinding)field.Definition.Extension!;
        switch (binding.Kind)
        {
            case RootKind.Record:
                PlanInput id = field.Argument("id", _context.Variables);
                ArgumentSource source = new(ValueForm.Plain, id.Origin is null ? id.Value : null, id.Origin, "id");
                DeletedMode deleted = SelectionPlanner.Deleted(field.Argument("deleted", _context.Variables));
                return new RecordPlan(field.ResponseName, source, deleted, _selections.Record(binding.Object, field));
            case RootKind.Connection:
                ViewPlanner views = new(_context, _filters);
                (FilterNode? filter, IReadOnlyList<OrderKey>? order) = views.Plan(field.Argument("view", _context.Variables), binding.Object, field);
                return new ConnectionRootPlan(field.ResponseName, _selections.Connection(binding.Object, field, filter, order));
            case RootKind.Duplicates:
                return Duplicates(field, binding.Object);
            case RootKind.Groups:
                return new GroupRootPlan(field.ResponseName, new GroupPlanner(_context, _filters, _selections).Plan(binding.Object, field));
            default:
                throw new UnreachableException();
        }
    }
}
