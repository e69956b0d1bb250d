using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>Finds the variables used within one definition, fragments not followed.</summary>
internal sealed class VariableUsageCollector(GraphQLSchema schema) : TypedWalker(schema)
{
    private readonly List<VariableUsage> found = [];

    public static List<VariableUsage> Collect(GraphQLSchema schema, ExecutableDefinitionNode definition)
    {
        VariableUsageCollector collector = new(schema);
        collector.Walk(definition);
        return collector.found;
    }

    protected override bool Enter(SyntaxNode node)
    {
        if (node is VariableNode variable)
            found.Add(new VariableUsage(variable, InputType, ParentInputType, DefaultValue));
        return node is not VariableDefinitionNode;
    }

    protected override void Leave(SyntaxNode node)
    {
    }
}
