using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>What the parts of the planner share for one operation.</summary>
internal sealed class PlanningContext(
    RecordsSchema records, IReadOnlyDictionary<string, FragmentDefinitionNode> fragments, IReadOnlyDictionary<string, object?> variables)
{
    private readonly List<GraphQLError> _errors = [];

    public RecordsSchema Records { get; } = records;

    public TenantModel Model => Records.Model;

    public IReadOnlyDictionary<string, object?> Variables { get; } = variables;

    public SelectionCollector Collector { get; } = new(records.Schema, fragments, variables);

    public IReadOnlyList<GraphQLError> Errors => _errors;

    public void Refuse(FieldNode? field, string message, string reason, string code = GraphQLErrorCode.BadUserInput)
    {
        GraphQLError error = new(message) { Code = code, Reason = reason };
        if (field is not null) error = error with { Locations = [field.Span.Location] };
        if (_errors.Count < 50) _errors.Add(error);
    }

    public IReadOnlyList<CollectedField> Select(ObjectType type, CollectedField parent) => Collector.Collect(type, parent.SelectionSets);

    public static ObjectType ObjectOf(FieldDefinition field) => (ObjectType)field.Type.Named;
}
