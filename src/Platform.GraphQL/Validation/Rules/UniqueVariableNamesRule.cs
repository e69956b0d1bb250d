using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>An operation declares each variable once (section 5.8.1).</summary>
internal sealed class UniqueVariableNamesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("UniqueVariableNames", [SyntaxKind.OperationDefinition], context => new UniqueVariableNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        IEnumerable<NameNode> names = ((OperationDefinitionNode)node).VariableDefinitions.Select(variable => variable.Variable.Name);
        foreach (IGrouping<string, NameNode> same in names.GroupBy(name => name.Value).Where(group => group.Skip(1).Any()))
            Report($"There can be only one variable named \"${same.Key}\".", same);
        return false;
    }
}
