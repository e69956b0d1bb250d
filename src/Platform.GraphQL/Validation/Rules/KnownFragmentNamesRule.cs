using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A fragment that is spread is defined (section 5.5.2.1).</summary>
internal sealed class KnownFragmentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("KnownFragmentNames", [SyntaxKind.FragmentSpread], context => new KnownFragmentNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        NameNode name = ((FragmentSpreadNode)node).Name;
        if (Context.FindFragment(name.Value) is null)
            Report($"Unknown fragment \"{name.Value}\".", name);
        return true;
    }
}
