using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>An input object literal gives each field once (section 5.6.3).</summary>
internal sealed class UniqueInputFieldNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Stack<Dictionary<string, NameNode>> known = new();

    public static RuleDefinition Definition { get; } = new(
        "UniqueInputFieldNames",
        [SyntaxKind.ObjectValue, SyntaxKind.ObjectField],
        context => new UniqueInputFieldNamesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        if (node is not ObjectFieldNode field)
        {
            known.Push([]);
            return true;
        }
        if (!known.Peek().TryAdd(field.Name.Value, field.Name))
            Report($"There can be only one input field named \"{field.Name.Value}\".", known.Peek()[field.Name.Value], field.Name);
        return true;
    }

    public override void Leave(SyntaxNode node)
    {
        if (node is ObjectValueNode)
            known.Pop();
    }
}
