using System.Diagnostics;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Schema;

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
    public QueryPlan? PlanQuery(OperationDefinitionNode operation, Func<IReadOnlyList<FieldNode>, string> introspect)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(introspect);
        List<RootPlan> roots = [];
        foreach (CollectedField field in _context.Collector.Collect(_context.Records.Schema.Query, [operation.SelectionSet]))
        {
            roots.Add(Root(field, introspect));
        }

        return Errors.Count > 0 ? null : new QueryPlan(roots);
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
            case RootKind.Groups:
                return new GroupRootPlan(field.ResponseName, new GroupPlanner(_context, _filters, _selections).Plan(binding.Object, field));
            default:
                throw new UnreachableException();
        }
    }
}
