using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>Walks the document once for all rules. Each node goes to the rules that asked for its kind, in the order of the list.</summary>
internal sealed class RuleWalker : TypedWalker
{
    private static readonly int[][] RulesByKind = GroupByKind();

    private readonly ValidationContext context;
    private readonly ValidationRule[] rules;
    private readonly SyntaxNode?[] skipping;

    public RuleWalker(GraphQLSchema schema, DocumentNode document, ValidationLimits limits)
        : base(schema)
    {
        context = new ValidationContext(schema, document, limits) { Walker = this };
        rules = [.. SpecifiedRules.All.Select(definition =>
        {
            ValidationRule rule = definition.Create(context);
            rule.Name = definition.Name;
            return rule;
        })];
        skipping = new SyntaxNode?[rules.Length];
    }

    public ValidationContext Context => context;

    protected override bool Stopped => context.Aborted;

    protected override bool Enter(SyntaxNode node)
    {
        foreach (int index in RulesByKind[(int)node.Kind])
        {
            if (skipping[index] is null && !rules[index].Enter(node))
                skipping[index] = node;
            if (context.Aborted)
                return false;
        }
        return true;
    }

    protected override void Leave(SyntaxNode node)
    {
        foreach (int index in RulesByKind[(int)node.Kind])
        {
            if (skipping[index] is null)
                rules[index].Leave(node);
            else if (ReferenceEquals(skipping[index], node))
                skipping[index] = null;
        }
    }

    private static int[][] GroupByKind() =>
    [
        .. Enum.GetValues<SyntaxKind>().Select(kind => Enumerable.Range(0, SpecifiedRules.All.Length)
            .Where(index => SpecifiedRules.All[index].Kinds.Contains(kind)).ToArray()),
    ];
}
