using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A field selected exists on the type it is selected from (section 5.3.1).</summary>
internal sealed class FieldsOnCorrectTypeRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("FieldsOnCorrectType", [SyntaxKind.Field], context => new FieldsOnCorrectTypeRule(context));

    public override bool Enter(SyntaxNode node)
    {
        if (Context.Walker.ParentType is not { } parent || Context.Walker.Field is not null)
            return true;
        string name = ((FieldNode)node).Name.Value;
        string suggestion = SuggestTypes(parent, name);
        if (suggestion.Length == 0 && parent is FieldsType fieldsType)
            suggestion = Context.Suggest(name, fieldsType.Fields.Names);
        Report($"Cannot query field \"{name}\" on type \"{parent}\".{suggestion}", node);
        return true;
    }

    /// <summary>The types behind an interface or union that do have the field, those that most possible types share first, interfaces before objects.</summary>
    private string SuggestTypes(NamedType parent, string field)
    {
        if (!parent.IsAbstract || !Context.Schema.IntrospectionEnabled)
            return "";
        Dictionary<FieldsType, int> usage = [];
        foreach (ObjectType possible in Context.Schema.PossibleTypes(parent))
        {
            if (possible.Fields.Find(field) is null)
                continue;
            usage[possible] = 1;
            foreach (InterfaceType shared in possible.Interfaces.Where(type => type.Fields.Find(field) is not null))
                usage[shared] = usage.GetValueOrDefault(shared) + 1;
        }
        IEnumerable<string> names = usage.Keys
            .OrderByDescending(type => usage[type])
            .ThenBy(type => type is ObjectType)
            .ThenBy(type => type.Name, Comparer<string>.Create(Suggestions.NaturalCompare))
            .Select(type => type.Name);
        return Suggestions.DidYouMean([.. names], "to use an inline fragment on");
    }
}
