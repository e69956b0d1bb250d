using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>Every type named exists (sections 5.5.1.2 and 5.8).</summary>
internal sealed class KnownTypeNamesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("KnownTypeNames", [SyntaxKind.NamedType], context => new KnownTypeNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        string name = ((NamedTypeNode)node).Name.Value;
        if (Context.Schema.FindType(name) is null)
            Report($"Unknown type \"{name}\".{Context.Suggest(name, Context.Schema.TypeNames)}", node);
        return false;
    }
}
