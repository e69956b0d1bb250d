using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>An operation without a name is the only operation (section 5.2.3.1).</summary>
internal sealed class LoneAnonymousOperationRule(ValidationContext context) : ValidationRule(context)
{
    private readonly int operations = context.Document.Definitions.Count(definition => definition is OperationDefinitionNode);

    public static RuleDefinition Definition { get; } =
        new("LoneAnonymousOperation", [SyntaxKind.OperationDefinition], context => new LoneAnonymousOperationRule(context));

    public override bool Enter(SyntaxNode node)
    {
        if (((OperationDefinitionNode)node).Name is null && operations > 1)
            Report("This anonymous operation must be the only defined operation.", node);
        return false;
    }
}
