using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>Every required argument is given (section 5.4.3).</summary>
internal sealed class ProvidedRequiredArgumentsRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "ProvidedRequiredArguments",
        [SyntaxKind.Field, SyntaxKind.Directive],
        context => new ProvidedRequiredArgumentsRule(context));

    public override void Leave(SyntaxNode node)
    {
        if (node is DirectiveNode directive)
        {
            if (Context.Schema.FindDirective(directive.Name.Value) is { } definition)
                Check(node, definition.Arguments, directive.Arguments, argument => $"{definition}({argument}:)");
        }
        else if (Context.Walker.Field is { } field)
        {
            Check(
                node, field.Arguments, ((FieldNode)node).Arguments, argument => $"{Context.Walker.FieldOwner}.{field.Name}({argument}:)");
        }
    }

    private void Check(
        SyntaxNode node,
        ImmutableArray<InputValueDefinition> known,
        ImmutableArray<ArgumentNode> given,
        Func<string, string> coordinate)
    {
        foreach (InputValueDefinition argument in known)
        {
            if (argument.IsRequired && !given.Any(one => one.Name.Value == argument.Name))
            {
                Report(
                    $"Argument \"{coordinate(argument.Name)}\" of type \"{argument.Type}\" is required, but it was not provided.", node);
            }
        }
    }
}
