using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>An operation declares every variable that it or its fragments use (section 5.8.3).</summary>
internal sealed class NoUndefinedVariablesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("NoUndefinedVariables", [SyntaxKind.OperationDefinition], context => new NoUndefinedVariablesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        OperationDefinitionNode operation = (OperationDefinitionNode)node;
        HashSet<string> declared = [.. operation.VariableDefinitions.Select(variable => variable.Variable.Name.Value)];
        foreach (VariableUsage usage in Context.UsagesFrom(operation))
        {
            string name = usage.Node.Name.Value;
            if (declared.Contains(name))
                continue;
            string by = operation.Name is null ? "" : $" by operation \"{operation.Name.Value}\"";
            Report($"Variable \"${name}\" is not defined{by}.", usage.Node, operation);
        }
        return false;
    }
}
