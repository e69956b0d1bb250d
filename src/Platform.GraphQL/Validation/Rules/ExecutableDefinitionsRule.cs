using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A request holds operations and fragments only (section 5.1.1).</summary>
internal sealed class ExecutableDefinitionsRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("ExecutableDefinitions", [SyntaxKind.Document], context => new ExecutableDefinitionsRule(context));

    public override bool Enter(SyntaxNode node)
    {
        foreach (DefinitionNode definition in ((DocumentNode)node).Definitions)
        {
            if (definition is not ExecutableDefinitionNode)
                Report($"The {NameOf(definition)} definition is not executable.", definition);
        }
        return false;
    }

    private static string NameOf(DefinitionNode definition) => definition switch
    {
        TypeDefinitionNode type => $"\"{type.Name.Value}\"",
        TypeExtensionNode type => $"\"{type.Name.Value}\"",
        DirectiveDefinitionNode directive => $"\"{directive.Name.Value}\"",
        _ => "schema",
    };
}
