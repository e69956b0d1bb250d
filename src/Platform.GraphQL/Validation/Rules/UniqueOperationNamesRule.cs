using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>No two operations have the same name (section 5.2.2.1).</summary>
internal sealed class UniqueOperationNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, NameNode> known = [];

    public static RuleDefinition Definition { get; } =
        new("UniqueOperationNames", [SyntaxKind.OperationDefinition], context => new UniqueOperationNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        if (((OperationDefinitionNode)node).Name is not { } name)
            return false;
        if (known.TryGetValue(name.Value, out NameNode? first))
            Report($"There can be only one operation named \"{name.Value}\".", first, name);
        else
            known.Add(name.Value, name);
        return false;
    }
}
