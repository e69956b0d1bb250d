using System.Diagnostics;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Plans groups with aggregates.</summary>
internal sealed class GroupPlanner(PlanningContext context, FilterPlanner filters, SelectionPlanner selections)
{
    private const int MaxKeys = 8;

    /// <summary>The grouping of a root field.</summary>
    public GroupPlan Plan(ObjectModel model, CollectedField field)
    {
        GroupKey[] keys = [.. Argument("by").Items.Select(item => Key(item, model, field))];
        if (keys.Length > MaxKeys) context.Refuse(field.Nodes[0], $"Groups have at most {MaxKeys} keys.", "GROUP_TOO_MANY_KEYS", GraphQLErrorCode.LimitExceeded);
        if (keys.DistinctBy(k => k.Field.Name).Count() < keys.Length) context.Refuse(field.Nodes[0], "A field is a key of groups only once.", "GROUP_KEY_TWICE");
        PlanInput first = Argument("first");
        return new GroupPlan
        {
            Object = model,
            Filter = new AllOf([filters.Plan(Argument("filter"), model), filters.Search(Argument("search"), model, "search")]),
            Deleted = SelectionPlanner.Deleted(Argument("deleted")),
            Keys = keys,
            Having = [.. Having(Argument("having"), model)],
            Order = [.. Argument("orderBy").Items.Select(item => Order(item, model, keys, field)).OfType<GroupOrder>()],
            Limit = first.IsNull ? null : new ArgumentSource(ValueForm.GroupLimit, first.Origin is null ? first.Value : null, first.Origin, "first"),
            Members = [.. context.Select(PlanningContext.ObjectOf(field.Definition), field).Select(member => Member(model, keys, member))],
        };

        PlanInput Argument(string name) => field.Argument(name, context.Variables);
    }

    private GroupKey Key(PlanInput item, ObjectModel model, CollectedField field)
    {
        FieldModel key = model.Field((string)item.Member("field").Value!);
        string? unit = (item.Member("unit").Value as string)?.ToLowerInvariant();
        FieldShape shape = key.Shape();
        bool fits = unit is null || shape == FieldShape.DateTime || (shape == FieldShape.Date && unit != "hour");
        if (!fits) context.Refuse(field.Nodes[0], $"{key.Name} cannot be cut to a unit of {unit}.", "GROUP_UNIT");
        PlanInput zone = item.Member("timeZone");
        ValueSource? source = shape != FieldShape.DateTime || unit is null ? null
            : zone.IsNull ? new CurrentTimeZoneSource()
            : new ArgumentSource(ValueForm.TimeZone, zone.Origin is null ? zone.Value : null, zone.Origin, "timeZone");
        return new GroupKey(key, unit, source);
    }

    private static IEnumerable<GroupCondition> Having(PlanInput having, ObjectModel model)
    {
        foreach ((string function, PlanInput value) in having.Members)
        {
            if (value.IsNull) continue;
            if (function == "count")
            {
                foreach (GroupCondition condition in Conditions(new Aggregate("count", null), value)) yield return condition;
                continue;
            }

            foreach ((string name, PlanInput filter) in value.Members)
            {
                FieldModel field = model.Field(name);
                foreach (GroupCondition condition in Conditions(new Aggregate(function, field), filter)) yield return condition;
            }
        }
    }

    // Conditions on aggregates reuse the operators of fields; what comes back is flat, as aggregates have no nested conditions.
    private static List<GroupCondition> Conditions(Aggregate aggregate, PlanInput filter)
    {
        List<GroupCondition> conditions = [];
        Flatten(FilterPlanner.Operators(filter, (op, operands, _) => new AggregateComparison(op, operands)), false);
        return conditions;

        void Flatten(FilterNode node, bool negated)
        {
            switch (node)
            {
                case AllOf all: foreach (FilterNode member in all.Members) Flatten(member, negated); break;
                case NotHolding not: Flatten(not.Member, !negated); break;
                case AggregateComparison c: conditions.Add(new GroupCondition(aggregate, c.Operator, c.Operands, negated)); break;
                default: throw new UnreachableException();
            }
        }
    }

    private GroupOrder? Order(PlanInput item, ObjectModel model, GroupKey[] keys, CollectedField field)
    {
        (string function, PlanInput value) = item.Members.FirstOrDefault(m => !m.Value.IsNull);
        if (function is null) return null;
        if (value.Value is string own)
        {
            (bool descending, bool nullsFirst) = OrderPlanner.Direction(own);
            return new GroupOrder(new Aggregate("count", null), null, descending, nullsFirst);
        }

        (string name, PlanInput direction) = value.Members.FirstOrDefault(m => !m.Value.IsNull);
        if (name is null) return null;
        (bool desc, bool first) = OrderPlanner.Direction((string)direction.Value!);
        if (function != "key") return new GroupOrder(new Aggregate(function, model.Field(name)), null, desc, first);
        int index = Array.FindIndex(keys, k => k.Field.Name == name);
        if (index < 0) context.Refuse(field.Nodes[0], $"{name} is no key of these groups.", "GROUP_ORDER");
        return index < 0 ? null : new GroupOrder(null, index, desc, first);
    }

    private GroupMember Member(ObjectModel model, GroupKey[] keys, CollectedField member)
    {
        if (member.Name == "__typename") return new GroupTypeNameMember(member.ResponseName, context.Records.NameOf(model.Name, TypeSuffix.Group));
        if (member.Name == "count") return new GroupCountMember(member.ResponseName);
        ObjectType type = PlanningContext.ObjectOf(member.Definition);
        IReadOnlyList<CollectedField> fields = context.Select(type, member);
        if (member.Name != "key")
        {
            return new GroupAggregateMember(member.ResponseName, member.Name, [.. fields.Select(f =>
                (f.ResponseName, f.Definition.Extension as FieldModel, f.Name == "__typename" ? type.Name : null))]);
        }

        return new GroupKeyMember(member.ResponseName, [.. fields.Select(f =>
        {
            int index = Array.FindIndex(keys, k => k.Field.Name == f.Name);
            RecordSelection? selection = f.Definition.Extension is FieldModel { } key && key.Shape() == FieldShape.Reference
                ? selections.Record(context.Model.Object(key.Target()), f)
                : null;
            return (f.ResponseName, index < 0 ? (int?)null : index, selection, f.Name == "__typename" ? type.Name : null);
        })]);
    }
}

/// <summary>A comparison on its way to become a condition on an aggregate.</summary>
internal sealed record AggregateComparison(ComparisonOperator Operator, IReadOnlyList<ValueSource> Operands) : FilterNode;
