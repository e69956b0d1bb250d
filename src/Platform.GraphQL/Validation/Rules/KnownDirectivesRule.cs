using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A directive exists and may stand where it stands (sections 5.7.1 and 5.7.2).</summary>
internal sealed class KnownDirectivesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("KnownDirectives", [SyntaxKind.Directive], context => new KnownDirectivesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        string name = ((DirectiveNode)node).Name.Value;
        if (Context.Schema.FindDirective(name) is not DirectiveDefinition directive)
        {
            Report($"Unknown directive \"@{name}\".", node);
            return true;
        }
        DirectiveLocation location = LocationOf(Context.Walker.Ancestors[^1]);
        if (!directive.Locations.Contains(location))
            Report($"Directive \"@{name}\" may not be used on {DirectiveLocationNames.Name(location)}.", node);
        return true;
    }

    private static DirectiveLocation LocationOf(SyntaxNode appliedTo) => appliedTo switch
    {
        OperationDefinitionNode { Operation: OperationKind.Query } => DirectiveLocation.Query,
        OperationDefinitionNode { Operation: OperationKind.Mutation } => DirectiveLocation.Mutation,
        OperationDefinitionNode => DirectiveLocation.Subscription,
        FieldNode => DirectiveLocation.Field,
        FragmentSpreadNode => DirectiveLocation.FragmentSpread,
        InlineFragmentNode => DirectiveLocation.InlineFragment,
        FragmentDefinitionNode => DirectiveLocation.FragmentDefinition,
        _ => DirectiveLocation.VariableDefinition,
    };
}
