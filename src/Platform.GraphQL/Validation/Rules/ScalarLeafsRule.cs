using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A field has a selection exactly when its type has fields (section 5.3.3).</summary>
internal sealed class ScalarLeafsRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("ScalarLeafs", [SyntaxKind.Field], context => new ScalarLeafsRule(context));

    public override bool Enter(SyntaxNode node)
    {
        FieldNode field = (FieldNode)node;
        if (Context.Walker.Type is not { } type)
            return true;
        string name = field.Name.Value;
        if (type.Named.IsLeaf && field.SelectionSet is not null)
        {
            Report($"Field \"{name}\" must not have a selection since type \"{type}\" has no subfields.", field.SelectionSet);
        }
        else if (!type.Named.IsLeaf && field.SelectionSet is null)
        {
            Report(
                $"Field \"{name}\" of type \"{type}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?", field);
        }
        return true;
    }
}
