using Platform.GraphQL.Schema;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Turns order arguments into keys.</summary>
internal sealed class OrderPlanner(PlanningContext context)
{
    private const int MaxKeys = 10;
    private const int MaxPath = 5;

    /// <summary>The keys, the id last; a view's order, or that of what a search finds, or the id alone, when the argument is absent.</summary>
    public IReadOnlyList<OrderKey> Plan(PlanInput orderBy, ObjectModel model, IReadOnlyList<OrderKey>? otherwise, Searched? search = null)
    {
        List<OrderKey> keys = [];
        if (orderBy.Items.Count == 0 && otherwise is not null) keys.AddRange(otherwise);
        if (orderBy.Items.Count == 0 && keys.Count == 0 && search is not null)
        {
            keys.Add(new OrderKey([], model.Field(SystemFields.Id), Descending: false, NullsFirst: false) { Relevance = search });
        }

        foreach (PlanInput item in orderBy.Items)
        {
            if (Key(item, model) is { } key) keys.Add(key);
        }

        if (keys.Count > MaxKeys) context.Refuse(null, $"An order has at most {MaxKeys} keys.", "ORDER_TOO_LONG", GraphQLErrorCode.LimitExceeded);

        // What follows the id decides nothing.
        int id = keys.FindIndex(k => k.Relevance is null && k.Path.Count == 0 && k.Field.Name == SystemFields.Id);
        if (id >= 0) keys.RemoveRange(id + 1, keys.Count - id - 1);
        else keys.Add(new OrderKey([], model.Field(SystemFields.Id), keys.Count > 0 && keys[^1].Descending, keys.Count > 0 && keys[^1].Descending));
        return keys;
    }

    /// <summary>Direction and place of blanks of an <c>OrderDirection</c>.</summary>
    public static (bool Descending, bool NullsFirst) Direction(string value) => value switch
    {
        "ASC" or "ASC_NULLS_LAST" => (false, false),
        "ASC_NULLS_FIRST" => (false, true),
        "DESC_NULLS_LAST" => (true, false),
        _ => (true, true),
    };

    private OrderKey? Key(PlanInput item, ObjectModel model)
    {
        List<FieldModel> path = [];
        while (true)
        {
            (string name, PlanInput value) = item.Members.FirstOrDefault(m => !m.Value.IsNull);
            if (name is null || !model.TryGetField(name, out FieldModel? field)) return null;
            if (value.Value is string direction)
            {
                (bool descending, bool nullsFirst) = Direction(direction);
                return new OrderKey(path, field, descending, nullsFirst);
            }

            path.Add(field);
            if (path.Count > MaxPath)
            {
                context.Refuse(null, $"An order follows at most {MaxPath} references.", "ORDER_TOO_DEEP", GraphQLErrorCode.LimitExceeded);
                return null;
            }

            model = context.Model.Object(field.Target());
            item = value;
        }
    }
}
