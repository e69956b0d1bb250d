using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A variable stands only where values of its type may stand (section 5.8.5).</summary>
internal sealed class VariablesInAllowedPositionRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "VariablesInAllowedPosition",
        [SyntaxKind.OperationDefinition],
        context => new VariablesInAllowedPositionRule(context));

    public override void Leave(SyntaxNode node)
    {
        OperationDefinitionNode operation = (OperationDefinitionNode)node;
        Dictionary<string, VariableDefinitionNode> declared = [];
        foreach (VariableDefinitionNode variable in operation.VariableDefinitions)
            declared[variable.Variable.Name.Value] = variable;
        foreach (VariableUsage usage in Context.UsagesFrom(operation))
        {
            if (usage.Type is not null && declared.TryGetValue(usage.Node.Name.Value, out VariableDefinitionNode? variable))
                Check(variable, usage, usage.Type);
        }
    }

    private void Check(VariableDefinitionNode variable, VariableUsage usage, GraphQLType expected)
    {
        GraphQLType? type = Context.Schema.Resolve(variable.Type);
        string name = usage.Node.Name.Value;
        if (type is not null && !IsAllowed(type, variable.DefaultValue, expected, usage.DefaultValue))
        {
            Report(
                $"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{expected}\".", variable, usage.Node);
        }
        if (usage.ParentType?.Nullable is InputObjectType { IsOneOf: true } oneOf && type is not null and not NonNullType)
        {
            Report(
                $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{oneOf}\".",
                variable,
                usage.Node);
        }
    }

    /// <summary>A default, of the variable or of the position, lets a nullable variable stand at a non-null position.</summary>
    private bool IsAllowed(GraphQLType type, ValueNode? variableDefault, GraphQLType expected, ValueNode? positionDefault)
    {
        if (expected is not NonNullType nonNull || type is NonNullType)
            return Context.Schema.IsSubType(type, expected);
        bool hasDefault = variableDefault is not null and not NullValueNode || positionDefault is not null;
        return hasDefault && Context.Schema.IsSubType(type, nonNull.Inner);
    }
}
