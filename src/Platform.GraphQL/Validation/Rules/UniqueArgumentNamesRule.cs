using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A field or directive is given each argument once (section 5.4.2).</summary>
internal sealed class UniqueArgumentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } = new(
        "UniqueArgumentNames",
        [SyntaxKind.Field, SyntaxKind.Directive],
        context => new UniqueArgumentNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        ImmutableArray<ArgumentNode> arguments = node is FieldNode field ? field.Arguments : ((DirectiveNode)node).Arguments;
        if (arguments.Length < 2)
            return true;
        foreach (IGrouping<string, NameNode> same in arguments.Select(argument => argument.Name).GroupBy(name => name.Value))
        {
            if (same.Skip(1).Any())
                Report($"There can be only one argument named \"{same.Key}\".", same);
        }
        return true;
    }
}
