using System.Diagnostics;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

internal sealed partial class ObjectTypes
{
    /// <summary><c>opportunitiesGroup(by: […]): [OpportunityGroup!]!</c>.</summary>
    public FieldDefinition GroupRoot(ObjectModel model) => new(
        model.Plural + "Group", FixedTypes.ListOf(schema.Type<ObjectType>(model, TypeSuffix.Group)),
        [
            new InputValueDefinition("by", FixedTypes.ListOf(schema.Type<InputObjectType>(model, TypeSuffix.GroupKey))) { Description = "Keys; none gives one group of all." },
            new InputValueDefinition("filter", schema.Type<InputObjectType>(model, TypeSuffix.Filter)),
            new InputValueDefinition("search", String) { Description = "Words that each occur in one of the object's search fields." },
            new InputValueDefinition("having", schema.Type<InputObjectType>(model, TypeSuffix.GroupHaving)),
            new InputValueDefinition("orderBy", FixedTypes.ListInput(schema.Type<InputObjectType>(model, TypeSuffix.GroupOrder)))
            {
                Description = "By the keys in their order when left out.",
            },
            new InputValueDefinition("first", Int) { Description = $"Most groups, at most {PageLimits.MaxGroups}, which is the default." },
            DeletedArgument,
        ])
    {
        Description = "Counts, sums, averages and extremes by groups.",
        Extension = new RootBinding(RootKind.Groups, model),
    };

    private NamedType BuildGrouping(ObjectModel model, string suffix, string name) => suffix switch
    {
        TypeSuffix.Group => Group(model, name),
        TypeSuffix.GroupField => new EnumType(name, Members.Of(GroupFields(model).Select(f => new EnumValueDefinition(f.Name) { DeprecationReason = f.Deprecated, Extension = f }))),
        TypeSuffix.GroupKey => GroupKey(model, name),
        TypeSuffix.GroupKeyValues => new ObjectType(name, Members.Deferred(() => GroupFields(model).Select(f =>
            new FieldDefinition(f.Name, OutputType(model, f).Nullable) { Description = Text(f.Label), DeprecationReason = f.Deprecated, Extension = f })))
        {
            Description = "Values of the keys of a group; fields that are no key are null.",
        },
        TypeSuffix.GroupKeyOrder => Directions(name, GroupFields(model).Where(f => f.Shape() != FieldShape.Reference)),
        TypeSuffix.GroupOrder => GroupOrder(model, name),
        TypeSuffix.GroupHaving => GroupHaving(model, name),
        TypeSuffix.Sums => new ObjectType(name, Members.Deferred(() => Values(model, FieldShapes.IsSummable).Select(f =>
            new FieldDefinition(f.Name, SumType(f)) { Description = Text(f.Label), DeprecationReason = f.Deprecated, Extension = f }))),
        TypeSuffix.SumsFilter => AggregateFilter(name, Values(model, FieldShapes.IsSummable), f => SumType(f).Name),
        TypeSuffix.SumsOrder => Directions(name, Values(model, FieldShapes.IsSummable)),
        TypeSuffix.Extremes => new ObjectType(name, Members.Deferred(() => Values(model, FieldShapes.HasExtremes).Select(f =>
            new FieldDefinition(f.Name, Scalar(f.Shape())) { Description = Text(f.Label), DeprecationReason = f.Deprecated, Extension = f }))),
        TypeSuffix.ExtremesFilter => AggregateFilter(name, Values(model, FieldShapes.HasExtremes), f => Scalar(f.Shape()).Name),
        TypeSuffix.ExtremesOrder => Directions(name, Values(model, FieldShapes.HasExtremes)),
        _ => throw new UnreachableException($"No type ends with {suffix}."),
    };

    private IEnumerable<FieldModel> GroupFields(ObjectModel model) => Values(model, FieldShapes.IsGroupable);

    // Sums and averages of integers leave 32 bits and whole numbers: decimals.
    private static ScalarType SumType(FieldModel field) => field.Shape() == FieldShape.Duration ? RecordScalars.Duration : RecordScalars.Decimal;

    private ObjectType Group(ObjectModel model, string name) => new(name, Members.Deferred(() => GroupMembers(model)))
    {
        Description = "A group with its aggregates.",
    };

    private IEnumerable<FieldDefinition> GroupMembers(ObjectModel model)
    {
        yield return new FieldDefinition("key", schema.Type<ObjectType>(model, TypeSuffix.GroupKeyValues).AsNonNull());
        yield return new FieldDefinition("count", Int.AsNonNull()) { Description = "Number of records." };
        if (Exists(model, TypeSuffix.Sums))
        {
            ObjectType sums = schema.Type<ObjectType>(model, TypeSuffix.Sums);
            yield return new FieldDefinition("sum", sums.AsNonNull());
            yield return new FieldDefinition("avg", sums.AsNonNull());
        }

        if (Exists(model, TypeSuffix.Extremes))
        {
            ObjectType extremes = schema.Type<ObjectType>(model, TypeSuffix.Extremes);
            yield return new FieldDefinition("min", extremes.AsNonNull());
            yield return new FieldDefinition("max", extremes.AsNonNull());
        }
    }

    private InputObjectType GroupKey(ObjectModel model, string name) => new(name, Members.Deferred<InputValueDefinition>(() =>
    [
        new InputValueDefinition("field", schema.Type<EnumType>(model, TypeSuffix.GroupField).AsNonNull()),
        new InputValueDefinition("unit", FixedTypes.DateUnit) { Description = "Cuts a date or an instant to the unit." },
        new InputValueDefinition("timeZone", String) { Description = "IANA name of the zone in which instants are cut; the user's own by default." },
    ]))
    {
        Description = "A key of groups.",
    };

    private InputObjectType GroupOrder(ObjectModel model, string name) => new(name, Members.Deferred<InputValueDefinition>(() =>
    [
        new InputValueDefinition("count", FixedTypes.OrderDirection),
        new InputValueDefinition("key", schema.Type<InputObjectType>(model, TypeSuffix.GroupKeyOrder)),
        .. AggregateInputs(model, TypeSuffix.SumsOrder, TypeSuffix.ExtremesOrder),
    ]))
    {
        Description = "One key of an order of groups.",
        IsOneOf = true,
    };

    private InputObjectType GroupHaving(ObjectModel model, string name) => new(name, Members.Deferred<InputValueDefinition>(() =>
    [
        new InputValueDefinition("count", schema.Type<InputObjectType>("IntFilter")),
        .. AggregateInputs(model, TypeSuffix.SumsFilter, TypeSuffix.ExtremesFilter),
    ]))
    {
        Description = "Conditions on groups; several hold together.",
    };

    private IEnumerable<InputValueDefinition> AggregateInputs(ObjectModel model, string sums, string extremes)
    {
        if (Exists(model, sums))
        {
            foreach (string aggregate in (string[])["sum", "avg"]) yield return new(aggregate, schema.Type<InputObjectType>(model, sums));
        }

        if (Exists(model, extremes))
        {
            foreach (string aggregate in (string[])["min", "max"]) yield return new(aggregate, schema.Type<InputObjectType>(model, extremes));
        }
    }

    private InputObjectType AggregateFilter(string name, IEnumerable<FieldModel> fields, Func<FieldModel, string> scalar) =>
        new(name, Members.Deferred(() => fields.Select(f => InputOf(f, schema.Type<InputObjectType>(scalar(f) + "Filter")))));

    private static InputObjectType Directions(string name, IEnumerable<FieldModel> fields) =>
        new(name, Members.Deferred(() => fields.Select(f => InputOf(f, FixedTypes.OrderDirection))))
        {
            IsOneOf = true,
        };
}
