using System.Text.Json;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Applies saved views: their filter and order in the same terms as the arguments.</summary>
internal sealed class ViewPlanner(PlanningContext context, FilterPlanner filters)
{
    /// <summary>The word that stands for the current user's id inside a view; no variable can have the name.</summary>
    internal const string CurrentUser = "$me";

    /// <summary>Filter and order of the view that an argument names; nothing when it is null.</summary>
    public (FilterNode? Filter, IReadOnlyList<OrderKey>? Order) Plan(PlanInput name, ObjectModel model, CollectedField field)
    {
        if (name.Value is not string wanted) return default;
        ViewDocument? view = context.Model.Views.FirstOrDefault(v => v.Name == wanted && v.Object == model.Name);
        if (view is null)
        {
            context.Refuse(field.Nodes[0], $"There is no view of that name on {model.Name}.", "UNKNOWN_VIEW", GraphQLErrorCode.NotFound);
            return default;
        }

        List<OrderKey> order = [];
        foreach (SortKey key in view.Sort)
        {
            if (Key(key, model) is { } planned) order.Add(planned);
        }

        return (Filter(view, model, field), order);
    }

    private FilterNode? Filter(ViewDocument view, ObjectModel model, CollectedField field)
    {
        if (view.Filter is null) return null;
        InputObjectType type = context.Records.Type<InputObjectType>(model, TypeSuffix.Filter);
        JsonElement filter = view.Filter.ToElement();
        if (TryRead(filter, type, out PlanInput input)) return filters.Plan(input, model);
        context.Refuse(
            field.Nodes[0], $"The view {view.Name} filters by what the caller cannot see, or in a way that no longer fits the object.", "VIEW_UNUSABLE",
            GraphQLErrorCode.Forbidden);
        return null;
    }

    private OrderKey? Key(SortKey key, ObjectModel model)
    {
        List<FieldModel> path = [];
        string[] steps = key.Field.Split('.');
        for (int i = 0; i < steps.Length; i++)
        {
            // A key that the caller cannot see decides nothing for them.
            if (!model.TryGetField(steps[i], out FieldModel? field) || !context.Records.CanSee(model, field)) return null;
            if (i == steps.Length - 1) return field.Shape().IsSortable() ? new OrderKey(path, field, key.Descending, key.Descending) : null;
            if (field.Shape() != FieldShape.Reference) return null;
            path.Add(field);
            model = context.Model.Object(field.Target());
        }

        return null;
    }

    private static bool TryRead(JsonElement json, GraphQLType type, out PlanInput input)
    {
        input = default;
        if (json.ValueKind == JsonValueKind.Null) return type is not NonNullType;
        GraphQLType nullable = type.Nullable;
        if (nullable is ListType list) return TryReadList(json, list, out input);
        switch (nullable.Named)
        {
            case InputObjectType inputObject:
                return TryReadObject(json, inputObject, out input);
            case EnumType enumType:
                input = new PlanInput(json.ValueKind == JsonValueKind.String ? json.GetString() : null, null);
                return input.Value is string name && enumType.Values.Find(name) is not null;
            case ScalarType scalar:
                if (json.ValueKind == JsonValueKind.String && json.GetString() == CurrentUser && ReferenceEquals(scalar, BuiltInScalars.Id))
                {
                    input = new PlanInput(CurrentUser, new InputOrigin(CurrentUser, []));
                    return true;
                }

                ValueNode literal = Literal(json);
                ScalarResult result = scalar.Coerce(ScalarLiteral.Read(literal, _ => null));
                input = new PlanInput(result.Value, null);
                return result.Success;
            default:
                return false;
        }
    }

    private static bool TryReadList(JsonElement json, ListType list, out PlanInput input)
    {
        List<PlanInput> items = [];
        input = new PlanInput(items, null);
        IEnumerable<JsonElement> elements = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [json];
        foreach (JsonElement element in elements)
        {
            if (!TryRead(element, list.Item, out PlanInput item)) return false;
            items.Add(item);
        }

        return true;
    }

    private static bool TryReadObject(JsonElement json, InputObjectType type, out PlanInput input)
    {
        Dictionary<string, PlanInput> members = new(StringComparer.Ordinal);
        input = new PlanInput(members, null);
        if (json.ValueKind != JsonValueKind.Object) return false;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (type.Fields.Find(property.Name) is not { } definition) return false;
            if (!TryRead(property.Value, definition.Type, out PlanInput member)) return false;
            members[property.Name] = member;
        }

        return true;
    }

    private static ValueNode Literal(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new StringValueNode(SourceSpan.None, json.GetString()!, block: false),
        JsonValueKind.True or JsonValueKind.False => new BooleanValueNode(SourceSpan.None, json.GetBoolean()),
        JsonValueKind.Number when json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 => new IntValueNode(SourceSpan.None, json.GetRawText()),
        JsonValueKind.Number => new FloatValueNode(SourceSpan.None, json.GetRawText()),
        JsonValueKind.Array => new ListValueNode(SourceSpan.None, [.. json.EnumerateArray().Select(Literal)]),
        JsonValueKind.Object => new ObjectValueNode(SourceSpan.None, [.. json.EnumerateObject().Select(p =>
            new ObjectFieldNode(SourceSpan.None, new NameNode(SourceSpan.None, p.Name), Literal(p.Value)))]),
        _ => new NullValueNode(SourceSpan.None),
    };
}
