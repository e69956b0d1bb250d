using System.Diagnostics;
using Platform.GraphQL.Schema;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Turns filter arguments into conditions.</summary>
internal sealed class FilterPlanner(PlanningContext context)
{
    private const int MaxDepth = 20;
    private const int MaxConditions = 500;
    private int _conditions;

    /// <summary>The condition of a filter input; everything when it is null.</summary>
    public FilterNode Plan(PlanInput filter, ObjectModel model) => PlanObject(filter, model, 0);

    /// <summary>The condition of a search text; everything when it is null or has no word.</summary>
    public FilterNode Search(PlanInput text, ObjectModel model, string argument)
    {
        if (text.Value is not string given) return FilterNode.Everything;
        ArgumentSource source = new(ValueForm.Plain, text.Value, text.Origin, argument);
        FieldModel[] fields = [.. SearchFields(model)];
        ValueSource[] words = [.. SearchWords.Of(given).Select((_, i) => new SearchWordSource(source, i))];
        return words.Length == 0 ? FilterNode.Everything : new Searched(fields, source, words);
    }

    private IEnumerable<FieldModel> SearchFields(ObjectModel model)
    {
        IReadOnlyList<string> names = model.SearchFields.IsEmpty ? [model.NameField] : model.SearchFields;
        foreach (string name in names)
        {
            bool usable = model.TryGetField(name, out FieldModel? field) && field.Shape() == FieldShape.Text && context.Records.CanSee(model, field);
            if (usable) yield return field!;
        }
    }

    private FilterNode PlanObject(PlanInput filter, ObjectModel model, int depth)
    {
        if (!Within(depth)) return FilterNode.Everything;
        List<FilterNode> conditions = [];
        foreach ((string name, PlanInput value) in filter.Members)
        {
            if (value.IsNull) continue;
            conditions.Add(name switch
            {
                "and" => new AllOf([.. value.Items.Select(item => PlanObject(item, model, depth + 1))]),
                "or" => new AnyOf([.. value.Items.Select(item => PlanObject(item, model, depth + 1))]),
                "not" => new NotHolding(PlanObject(value, model, depth + 1)),
                "isNull" => value.Value is true ? new AnyOf([]) : FilterNode.Everything,
                "search" => Search(value, model, "search"),
                _ => Member(name, value, model, depth),
            });
        }

        return All(conditions);
    }

    private bool Within(int depth)
    {
        if (depth > MaxDepth) context.Refuse(null, $"A filter is nested deeper than {MaxDepth} levels.", "FILTER_TOO_DEEP", GraphQLErrorCode.LimitExceeded);
        if (++_conditions == MaxConditions + 1)
        {
            context.Refuse(null, $"The filters have more than {MaxConditions} conditions.", "FILTER_TOO_LARGE", GraphQLErrorCode.LimitExceeded);
        }

        return depth <= MaxDepth && _conditions <= MaxConditions;
    }

    private FilterNode Member(string name, PlanInput value, ObjectModel model, int depth)
    {
        if (model.TryGetField(name, out FieldModel? field) && field.Shape() != FieldShape.References)
        {
            return field.Shape() switch
            {
                FieldShape.Reference => Reference(field, value, depth),
                FieldShape.Polymorphic => Polymorphic(field, value, depth),
                FieldShape.Address => Parts(field, value, FieldParts.Address),
                FieldShape.Geolocation => Parts(field, value, FieldParts.Geolocation),
                _ => Operators(value, (op, operands, ignoreCase) => new Comparison(field, 0, op, operands, ignoreCase)),
            };
        }

        return Related(RelationLink.Find(context.Model, model, name) ?? throw new UnreachableException($"{name} is in no schema."), value, depth);
    }

    private FilterNode Reference(FieldModel field, PlanInput value, int depth)
    {
        ObjectModel target = context.Model.Object(field.Target());
        PlanInput isNull = value.Member("isNull");
        FilterNode refers = new RefersTo(field, target, PlanObject(Without(value, "isNull"), target, depth + 1));
        return isNull.Value is true ? new NotHolding(refers) : refers;
    }

    // `isNull: true` beside other conditions is the negation of their sum, which is what "no such record" means.
    private static PlanInput Without(PlanInput value, string name) => new(
        value.Members.Where(m => m.Name != name).ToDictionary(m => m.Name, m => m.Value), null);

    private FilterNode Polymorphic(FieldModel field, PlanInput value, int depth)
    {
        ObjectModel[] targets = [.. field.Targets().Where(context.Records.CanSee).Select(context.Model.Object)];
        List<FilterNode> conditions = [];
        foreach ((string name, PlanInput condition) in value.Members)
        {
            if (condition.IsNull) continue;
            if (name == "isNull")
            {
                FilterNode any = new AnyOf([.. targets.Select(t => new RefersTo(field, t, FilterNode.Everything))]);
                conditions.Add(condition.Value is true ? new NotHolding(any) : any);
                continue;
            }

            ObjectModel target = targets.Single(t => t.Singular == name);
            conditions.Add(new RefersTo(field, target, PlanObject(condition, target, depth + 1)));
        }

        return All(conditions);
    }

    private FilterNode Related(RelationLink link, PlanInput value, int depth)
    {
        List<FilterNode> conditions = [];
        foreach ((string name, PlanInput condition) in value.Members)
        {
            if (condition.IsNull) continue;
            FilterNode inner = PlanObject(condition, link.Child, depth + 1);
            conditions.Add(name switch
            {
                "some" => new HasRelated(link, inner),
                "none" => new NotHolding(new HasRelated(link, inner)),
                _ => new NotHolding(new HasRelated(link, new NotHolding(inner))),
            });
        }

        return All(conditions);
    }

    private static FilterNode Parts(FieldModel field, PlanInput value, IReadOnlyList<string> parts)
    {
        List<FilterNode> conditions = [];
        foreach ((string name, PlanInput condition) in value.Members)
        {
            if (condition.IsNull) continue;
            if (name == "isNull")
            {
                conditions.Add(condition.Value is true ? new IsBlank(field) : new NotHolding(new IsBlank(field)));
                continue;
            }

            int column = parts.ToList().IndexOf(name);
            conditions.Add(Operators(condition, (op, operands, ignoreCase) => new Comparison(field, column, op, operands, ignoreCase)));
        }

        return All(conditions);
    }

    /// <summary>The conditions of a scalar's filter; also those of a group's aggregate.</summary>
    internal static FilterNode Operators(
        PlanInput filter, Func<ComparisonOperator, IReadOnlyList<ValueSource>, bool, FilterNode> compare)
    {
        bool ignoreCase = filter.Member("mode").Value is "INSENSITIVE";
        List<FilterNode> conditions = [];
        foreach ((string name, PlanInput operand) in filter.Members)
        {
            if (name == "mode") continue;
            if (operand.IsNull)
            {
                // A null operand is the blank value for equality; nothing is less or greater than it.
                if (name == "eq") conditions.Add(compare(ComparisonOperator.IsNull, [], false));
                if (name == "ne") conditions.Add(new NotHolding(compare(ComparisonOperator.IsNull, [], false)));
                continue;
            }

            conditions.Add(Operator(name, operand, compare, ignoreCase));
        }

        return All(conditions);
    }

    private static FilterNode Operator(
        string name, PlanInput operand, Func<ComparisonOperator, IReadOnlyList<ValueSource>, bool, FilterNode> compare, bool ignoreCase)
    {
        return name switch
        {
            "eq" => One(ComparisonOperator.Equal),
            "ne" => new NotHolding(One(ComparisonOperator.Equal)),
            "in" => One(ComparisonOperator.In, ValueForm.List),
            "notIn" => new NotHolding(One(ComparisonOperator.In, ValueForm.List)),
            "lt" => One(ComparisonOperator.Less),
            "lte" => One(ComparisonOperator.LessOrEqual),
            "gt" => One(ComparisonOperator.Greater),
            "gte" => One(ComparisonOperator.GreaterOrEqual),
            "between" => compare(ComparisonOperator.Between, [Source(ValueForm.RangeStart), Source(ValueForm.RangeEnd)], ignoreCase),
            "within" => compare(ComparisonOperator.Within, [Source(ValueForm.PeriodStart), Source(ValueForm.PeriodEnd)], false),
            "contains" => One(ComparisonOperator.Like, ValueForm.Contains),
            "startsWith" => One(ComparisonOperator.Like, ValueForm.StartsWith),
            "endsWith" => One(ComparisonOperator.Like, ValueForm.EndsWith),
            "like" => One(ComparisonOperator.Like, ValueForm.Pattern),
            "search" => Words(),
            "has" => One(ComparisonOperator.Has),
            "hasAny" => One(ComparisonOperator.HasAny, ValueForm.List),
            "hasAll" => One(ComparisonOperator.HasAll, ValueForm.List),
            "isNull" when operand.Value is true => compare(ComparisonOperator.IsNull, [], false),
            "isNull" => new NotHolding(compare(ComparisonOperator.IsNull, [], false)),
            _ => throw new UnreachableException($"No operator {name}."),
        };

        ArgumentSource Source(ValueForm form) => new(form, operand.Origin is null ? operand.Value : null, operand.Origin, name);

        FilterNode One(ComparisonOperator op, ValueForm form = ValueForm.Plain) => compare(op, [Source(form)], ignoreCase);

        FilterNode Words()
        {
            ArgumentSource text = new(ValueForm.Plain, operand.Value, operand.Origin, name);
            return new AllOf([.. SearchWords.Of((string)operand.Value!).Select((_, i) =>
                compare(ComparisonOperator.Like, [new SearchWordSource(text, i)], true))]);
        }
    }

    private static FilterNode All(List<FilterNode> conditions) => conditions.Count == 1 ? conditions[0] : new AllOf(conditions);
}
