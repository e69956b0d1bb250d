using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A literal fits the type of its position (sections 5.6.1 to 5.6.4).</summary>
internal sealed class ValuesOfCorrectTypeRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "ValuesOfCorrectType",
        [
            SyntaxKind.NullValue, SyntaxKind.ListValue, SyntaxKind.ObjectValue, SyntaxKind.EnumValue,
            SyntaxKind.IntValue, SyntaxKind.FloatValue, SyntaxKind.StringValue, SyntaxKind.BooleanValue,
        ],
        context => new ValuesOfCorrectTypeRule(context));

    public override bool Enter(SyntaxNode node)
    {
        GraphQLType? type = node is ListValueNode ? Context.Walker.ParentInputType : Context.Walker.InputType;
        if (type is not null)
            new LiteralValidator(Context, (message, at) => Report(message, at)).Validate((ValueNode)node, type);
        return false;
    }
}
