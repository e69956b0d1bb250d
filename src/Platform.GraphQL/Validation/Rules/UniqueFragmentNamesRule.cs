using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>No two fragments have the same name (section 5.5.1.1).</summary>
internal sealed class UniqueFragmentNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, NameNode> known = [];

    public static RuleDefinition Definition { get; } =
        new("UniqueFragmentNames", [SyntaxKind.FragmentDefinition], context => new UniqueFragmentNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        NameNode name = ((FragmentDefinitionNode)node).Name;
        if (known.TryGetValue(name.Value, out NameNode? first))
            Report($"There can be only one fragment named \"{name.Value}\".", first, name);
        else
            known.Add(name.Value, name);
        return false;
    }
}
