using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A fragment applies to an object, interface or union (section 5.5.1.3).</summary>
internal sealed class FragmentsOnCompositeTypesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "FragmentsOnCompositeTypes",
        [SyntaxKind.InlineFragment, SyntaxKind.FragmentDefinition],
        context => new FragmentsOnCompositeTypesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        (string subject, NamedTypeNode? condition) = node switch
        {
            FragmentDefinitionNode fragment => ($"Fragment \"{fragment.Name.Value}\"", fragment.TypeCondition),
            _ => ("Fragment", ((InlineFragmentNode)node).TypeCondition),
        };
        if (condition is not null && Context.Schema.FindType(condition.Name.Value) is NamedType { IsComposite: false })
            Report($"{subject} cannot condition on non composite type \"{condition.Name.Value}\".", condition);
        return true;
    }
}
