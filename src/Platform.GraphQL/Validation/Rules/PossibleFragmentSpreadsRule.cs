using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A fragment stands only where some object can be of its type (section 5.5.2.3).</summary>
internal sealed class PossibleFragmentSpreadsRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "PossibleFragmentSpreads",
        [SyntaxKind.InlineFragment, SyntaxKind.FragmentSpread],
        context => new PossibleFragmentSpreadsRule(context));

    public override bool Enter(SyntaxNode node)
    {
        (string subject, GraphQLType? type) = node switch
        {
            FragmentSpreadNode spread => ($"Fragment \"{spread.Name.Value}\"", TypeOf(spread)),
            _ => ("Fragment", Context.Walker.Type),
        };
        if (type is NamedType { IsComposite: true } fragmentType && Context.Walker.ParentType is { } parent
            && !Context.Schema.Overlap(fragmentType, parent))
        {
            Report($"{subject} cannot be spread here as objects of type \"{parent}\" can never be of type \"{fragmentType}\".", node);
        }
        return true;
    }

    private NamedType? TypeOf(FragmentSpreadNode spread) =>
        Context.FindFragment(spread.Name.Value) is { } fragment ? Context.Schema.FindType(fragment.TypeCondition.Name.Value) : null;
}
