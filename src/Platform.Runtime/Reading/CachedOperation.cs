using System.Collections.Concurrent;
using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Introspection;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Runtime.Database;

namespace Platform.Runtime.Reading;

/// <summary>A document that parsed and is valid, with the plans made for it so far.</summary>
internal sealed class CachedOperation
{
    private readonly ConcurrentDictionary<string, PlannedOperation> _plans = new(StringComparer.Ordinal);
    private readonly VariableShape? _shape;
    private readonly RecordsSchema _schema;
    private readonly int _maxPlans;
    private readonly Action _added;

    public CachedOperation(RecordsSchema schema, string query, string? operationName, int maxPlans, Action added)
    {
        _added = added;
        _schema = schema;
        _maxPlans = maxPlans;
        Prepared = PreparedOperation.Prepare(schema.Schema, query, operationName);
        if (Prepared.Success) _shape = VariableShape.Of(Prepared.Document, Prepared.Operation);
    }

    public PreparedOperation Prepared { get; }

    /// <summary>When the document was last used; set and compared by the cache.</summary>
    public long Used { get; set; }

    /// <summary>Plans kept.</summary>
    public int PlanCount => _plans.Count;

    /// <summary>The plan for coerced variables, made now or before.</summary>
    public PlannedOperation Plan(IReadOnlyDictionary<string, object?> variables, string tenantSchema, ReachForm reach)
    {
        string shape = string.Concat(tenantSchema, ReachMark(reach), _shape!.Describe(variables));
        if (_plans.TryGetValue(shape, out PlannedOperation? known)) return known;
        PlannedOperation made = Make(variables, tenantSchema, reach);
        if (_plans.Count >= _maxPlans) _plans.Clear();
        if (made.Errors.Count > 0) return made;
        made = _plans.GetOrAdd(shape, made);
        _added();
        return made;
    }

    private static string ReachMark(ReachForm reach) => reach switch { ReachForm.Computed => "|", ReachForm.Few => "|few|", _ => "|many|" };

    private PlannedOperation Make(IReadOnlyDictionary<string, object?> variables, string tenantSchema, ReachForm reach)
    {
        DocumentNode document = Prepared.Document!;
        OperationDefinitionNode operation = Prepared.Operation!;
        OperationPlanner planner = new(_schema, document, variables);
        if (operation.Operation == OperationKind.Mutation)
        {
            return new PlannedOperation { Mutations = planner.PlanMutation(operation, tenantSchema, reach), Errors = planner.Errors };
        }

        if (operation.Operation == OperationKind.Subscription)
        {
            return new PlannedOperation { Subscription = planner.PlanSubscription(operation, tenantSchema, reach), Errors = planner.Errors };
        }

        QueryPlan? plan = planner.PlanQuery(operation, nodes => Introspect(document, variables, nodes), tenantSchema, reach);
        LoweredStatement? statement = plan is { NeedsDatabase: true } ? LoweredStatement.OfQuery(plan, _schema, tenantSchema, reach) : null;
        return new PlannedOperation
        {
            Query = plan,
            Statement = statement,
            Record = plan is null ? null : LoweredRecord.Of(plan, _schema, tenantSchema, reach),
            Several = plan is null || statement is null ? null : new Lazy<SharedStatement>(() => SharedStatement.OfQuery(plan, _schema, tenantSchema, reach)),
            HasEncryptedValues = statement?.HasEncryptedValues == true,
            Errors = planner.Errors,
        };
    }

    private string Introspect(DocumentNode document, IReadOnlyDictionary<string, object?> variables, IReadOnlyList<FieldNode> nodes)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, ResponseWriter.Options))
        {
            Dictionary<string, FragmentDefinitionNode> fragments = document.Definitions.OfType<FragmentDefinitionNode>()
                .ToDictionary(f => f.Name.Value, StringComparer.Ordinal);
            IntrospectionWriter.Write(writer, _schema.Schema, fragments, variables, nodes);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}

/// <summary>A plan with its statement.</summary>
internal sealed record PlannedOperation
{
    private SharedReads? _shared;

    public QueryPlan? Query { get; init; }

    /// <summary>The statement of a query, whatever it reads; null when the database is not needed.</summary>
    public LoweredStatement? Statement { get; init; }

    /// <summary>The cheaper statement of a query of one record; null where there is none.</summary>
    public LoweredRecord? Record { get; init; }

    public bool HasEncryptedValues { get; init; }

    /// <summary>The statement of a query for several requests at once; null when the database is not needed.</summary>
    public Lazy<SharedStatement>? Several { get; init; }

    public PlanStability Stability { get; } = new();

    public IReadOnlyList<MutationPlan>? Mutations { get; init; }

    public SubscriptionPlan? Subscription { get; init; }

    public IReadOnlyList<GraphQLError> Errors { get; init; } = [];

    /// <summary>
    /// How a query is carried out for requests that come at once; null where each has a statement of its own: encrypted values are found by a mark that only one request has, and
    /// a list is read so only when the database plans that as it plans the list.
    /// </summary>
    /// <param name="connections">Connections on which statements are planned once.</param>
    /// <param name="time">The clock.</param>
    public SharedReads? Share(WarmConnections connections, TimeProvider time)
    {
        if (HasEncryptedValues || (Record is null && !Stability.IsSharedAlike)) return null;
        if (_shared is not null) return _shared;
        SharedStatement statement = Record?.Several ?? Several!.Value;
        return Interlocked.CompareExchange(ref _shared, new SharedReads(statement, Record, connections, time), null) ?? _shared;
    }
}
