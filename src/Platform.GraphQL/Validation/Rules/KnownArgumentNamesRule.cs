using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>An argument exists on its field or directive (section 5.4.1).</summary>
internal sealed class KnownArgumentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "KnownArgumentNames",
        [SyntaxKind.Directive, SyntaxKind.Argument],
        context => new KnownArgumentNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        if (node is DirectiveNode directive)
        {
            CheckDirective(directive);
            return false;
        }
        if (Context.Walker.Argument is null && Context.Walker.Field is { } field)
        {
            string name = ((ArgumentNode)node).Name.Value;
            string owner = ((FieldNode)Context.Walker.Ancestors[^1]).Name.Value;
            string suggestion = Context.Suggest(name, field.Arguments.Select(argument => argument.Name));
            Report($"Unknown argument \"{name}\" on field \"{Context.Walker.FieldOwner}.{owner}\".{suggestion}", node);
        }
        return true;
    }

    private void CheckDirective(DirectiveNode node)
    {
        if (Context.Schema.FindDirective(node.Name.Value) is not { } directive)
            return;
        foreach (ArgumentNode argument in node.Arguments)
        {
            string name = argument.Name.Value;
            if (directive.FindArgument(name) is not null)
                continue;
            string suggestion = Context.Suggest(name, directive.Arguments.Select(known => known.Name));
            Report($"Unknown argument \"{name}\" on directive \"{directive}\".{suggestion}", argument);
        }
    }
}
