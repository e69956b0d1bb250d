using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A directive that is not repeatable stands once at a place (section 5.7.3).</summary>
internal sealed class UniqueDirectivesPerLocationRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "UniqueDirectivesPerLocation",
        [
            SyntaxKind.OperationDefinition, SyntaxKind.FragmentDefinition, SyntaxKind.VariableDefinition,
            SyntaxKind.Field, SyntaxKind.FragmentSpread, SyntaxKind.InlineFragment,
        ],
        context => new UniqueDirectivesPerLocationRule(context));

    public override bool Enter(SyntaxNode node)
    {
        ImmutableArray<DirectiveNode> directives = node switch
        {
            SelectionNode selection => selection.Directives,
            ExecutableDefinitionNode definition => definition.Directives,
            _ => ((VariableDefinitionNode)node).Directives,
        };
        if (directives.Length < 2)
            return true;
        Dictionary<string, DirectiveNode> seen = [];
        foreach (DirectiveNode directive in directives)
        {
            string name = directive.Name.Value;
            if (Context.Schema.FindDirective(name) is not DirectiveDefinition { IsRepeatable: false })
                continue;
            if (!seen.TryAdd(name, directive))
                Report($"The directive \"@{name}\" can only be used once at this location.", seen[name], directive);
        }
        return true;
    }
}
