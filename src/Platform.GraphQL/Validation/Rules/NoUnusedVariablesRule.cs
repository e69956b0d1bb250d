using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>Every variable that an operation declares is used by it or its fragments (section 5.8.4).</summary>
internal sealed class NoUnusedVariablesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("NoUnusedVariables", [SyntaxKind.OperationDefinition], context => new NoUnusedVariablesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        OperationDefinitionNode operation = (OperationDefinitionNode)node;
        HashSet<string> used = [.. Context.UsagesFrom(operation).Select(usage => usage.Node.Name.Value)];
        foreach (VariableDefinitionNode variable in operation.VariableDefinitions)
        {
            string name = variable.Variable.Name.Value;
            if (used.Contains(name))
                continue;
            string where = operation.Name is null ? "" : $" in operation \"{operation.Name.Value}\"";
            Report($"Variable \"${name}\" is never used{where}.", variable);
        }
        return false;
    }
}
