using System.Collections.Immutable;
using System.Diagnostics;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.GraphQL.Schema;

/// <summary>Builds the types and root fields that come with an object.</summary>
internal sealed partial class ObjectTypes(RecordsSchema schema)
{
    private static readonly GraphQLType String = BuiltInScalars.String, Int = BuiltInScalars.Int, Id = BuiltInScalars.Id;

    /// <summary>Whether the object has the type: none without fields is in the schema.</summary>
    public bool Exists(ObjectModel model, string suffix) => suffix switch
    {
        TypeSuffix.Create => schema.Permissions.For(model.Name).Create && WritableFields(model, creating: true).Any(),
        TypeSuffix.Update or TypeSuffix.Change => CanEdit(model) && WritableFields(model, creating: false).Any(),
        TypeSuffix.UniqueField => UniqueFields(model).Any() && Exists(model, TypeSuffix.Create) && Exists(model, TypeSuffix.Update),
        TypeSuffix.ChangeEvent => IsWatchable(model),
        TypeSuffix.ChoosableFor => schema.CanSee(model.Name) && Choosers(model).Any(),
        TypeSuffix.Facts => IsChooser(model),
        TypeSuffix.Payload or TypeSuffix.ManyPayload =>
            Exists(model, TypeSuffix.Create) || Exists(model, TypeSuffix.Update) || schema.Permissions.For(model.Name).Delete != RowPredicate.Nothing || schema.IsActedUpon(model),
        TypeSuffix.MergePayload => CanMerge(model),
        TypeSuffix.ConversionPayload => CanConvert(model),
        TypeSuffix.ConversionTargets => CanConvert(model) && Aliases(model).Any(),
        TypeSuffix.ConversionTarget => IsConvertedInto(model),
        TypeSuffix.Sums or TypeSuffix.SumsFilter or TypeSuffix.SumsOrder => Values(model, FieldShapes.IsSummable).Any(),
        TypeSuffix.Extremes or TypeSuffix.ExtremesFilter or TypeSuffix.ExtremesOrder => Values(model, FieldShapes.HasExtremes).Any(),
        _ => schema.CanSee(model.Name),
    };

    /// <summary>Builds the type.</summary>
    public NamedType Build(ObjectModel model, string suffix, string name) => suffix switch
    {
        TypeSuffix.Connection => Connection(model, name),
        TypeSuffix.Edge => Edge(model, name),
        TypeSuffix.Filter => Filter(model, name),
        TypeSuffix.ListFilter => ListFilter(model, name),
        TypeSuffix.Order => Order(model, name),
        TypeSuffix.Create => Input(model, name, creating: true),
        TypeSuffix.Update => Input(model, name, creating: false),
        TypeSuffix.Change => Change(model, name),
        TypeSuffix.Payload => Payload(model, name),
        TypeSuffix.ManyPayload => ManyPayload(model, name),
        TypeSuffix.MergePayload => MergePayload(model, name),
        TypeSuffix.ConversionPayload => ConversionPayload(model, name),
        TypeSuffix.ConversionTargets => ConversionTargets(model, name),
        TypeSuffix.ConversionTarget => ConversionTarget(model, name),
        TypeSuffix.ChangeEvent => ChangeEvent(model, name),
        TypeSuffix.ChoosableFor => ChoosableFor(model, name),
        TypeSuffix.Facts => Facts(model, name),
        TypeSuffix.UniqueField => new EnumType(name, Members.Of(UniqueFields(model).Select(f => new EnumValueDefinition(f.Name) { DeprecationReason = f.Deprecated }))),
        _ => BuildGrouping(model, suffix, name),
    };

    /// <summary>The object's own type.</summary>
    public ObjectType Record(ObjectModel model) => new(model.Name, Members.Deferred(() => RecordFields(model)))
    {
        Description = Text(model.Description) ?? Text(model.Label),
        Extension = model,
    };

    /// <summary>The records that a polymorphic field may point to.</summary>
    public UnionType Union(string name, FieldModel field) =>
        new(name, () => field.Targets().Where(schema.CanSee).Select(schema.Type<ObjectType>)) { Description = Text(field.Label) };

    /// <summary>Conditions on what a polymorphic field points to.</summary>
    public InputObjectType UnionFilter(string name, FieldModel field) => new(name, Members.Deferred<InputValueDefinition>(() =>
    [
        new InputValueDefinition("isNull", BuiltInScalars.Boolean) { Description = "True: refers to no record that can be seen." },
        .. field.Targets().Where(schema.CanSee).Select(schema.Model.Object).Select(target =>
            new InputValueDefinition(target.Singular, schema.Type<InputObjectType>(target, TypeSuffix.Filter)) { Extension = target }),
    ]))
    {
        Description = "Conditions on the record referred to; each holds only for records of its object.",
    };

    /// <summary><c>opportunity(id: ID!): Opportunity</c>.</summary>
    public FieldDefinition RecordRoot(ObjectModel model) => new(
        model.Singular, schema.Type<ObjectType>(model.Name),
        [new InputValueDefinition("id", Id.AsNonNull()), DeletedArgument])
    {
        Description = "One record by its id; null when there is none that can be seen.",
        Extension = new RootBinding(RootKind.Record, model),
    };

    /// <summary><c>opportunities(…): OpportunityConnection!</c>.</summary>
    public FieldDefinition ConnectionRoot(ObjectModel model) => new(
        model.Plural, schema.Type<ObjectType>(model, TypeSuffix.Connection).AsNonNull(), ConnectionArguments(model, atRoot: true))
    {
        Description = Text(model.PluralLabel),
        Extension = new RootBinding(RootKind.Connection, model),
    };

    /// <summary><c>findDuplicateOpportunities(input: …, id: …): [Duplicate!]!</c>.</summary>
    public FieldDefinition DuplicatesRoot(string name, ObjectModel model)
    {
        InputValueDefinition id = new("id", Id) { Description = "A stored record; with `input`, the one that is being edited." };
        return new FieldDefinition(
            name, FixedTypes.ListOf(FixedTypes.Duplicate),
            Exists(model, TypeSuffix.Create) ? [new InputValueDefinition("input", schema.Type<InputObjectType>(model, TypeSuffix.Create)) { Description = "The values of a record." }, id] : [id])
        {
            Description = "Records that may be the same as a given one, by the rules of duplicates; at most 20 for each rule.",
            Extension = new RootBinding(RootKind.Duplicates, model),
        };
    }

    /// <summary>Whether a caller may make one record of several.</summary>
    public bool CanMerge(ObjectModel model) =>
        CanEdit(model) && WritableFields(model, creating: false).Any() && schema.Permissions.For(model.Name).Delete != RowPredicate.Nothing;

    /// <summary>The only field of a caller who can see no object: a type needs one.</summary>
    public static FieldDefinition NothingRoot() => new("nothing", BuiltInScalars.Boolean) { Description = "Always null: no object can be seen." };

    /// <summary>Fields that a caller may set.</summary>
    public IEnumerable<FieldModel> WritableFields(ObjectModel model, bool creating)
    {
        ObjectPermissions rights = schema.Permissions.For(model.Name);
        foreach (FieldModel field in model.Fields)
        {
            bool writable = !field.IsReadOnly && rights.CanEditField(field.Name) && (creating || !field.CreateOnly);
            bool targets = field.Shape() is not (FieldShape.Reference or FieldShape.References) || schema.CanSee(field.Target());
            if (writable && targets) yield return field;
        }
    }

    /// <summary>Fields by which records can be upserted.</summary>
    public IEnumerable<FieldModel> UniqueFields(ObjectModel model)
    {
        foreach (FieldModel field in model.Fields)
        {
            if (field.Unique && !field.IsReadOnly && schema.CanSee(model, field)) yield return field;
        }
    }

    private static InputValueDefinition DeletedArgument => new(
        "deleted", FixedTypes.DeletedMode.AsNonNull(), new EnumValueNode(SourceSpan.None, "EXCLUDE"))
    {
        Description = "Whether records in the recycle bin count.",
    };

    /// <summary>A text of documents as the API has it.</summary>
    public static string? Text(LocalizedText? text) => text?.In(LocalizedText.DefaultLanguage);

    private bool CanEdit(ObjectModel model) => schema.Permissions.For(model.Name).Edit != RowPredicate.Nothing;

    private IEnumerable<FieldModel> VisibleFields(ObjectModel model)
    {
        foreach (FieldModel field in model.Fields)
        {
            if (schema.CanSee(model, field)) yield return field;
        }
    }

    private IEnumerable<FieldModel> Values(ObjectModel model, Func<FieldShape, bool> accepts) => VisibleFields(model).Where(f => accepts(f.Shape()));

    private IEnumerable<FieldDefinition> RecordFields(ObjectModel model)
    {
        foreach (FieldModel field in VisibleFields(model))
        {
            if (field.Shape() == FieldShape.References) continue;
            yield return new FieldDefinition(field.Name, OutputType(model, field))
            {
                Description = Text(field.Help) ?? Text(field.Label),
                DeprecationReason = field.Deprecated,
                Extension = field,
            };
        }

        foreach (RelationLink link in schema.VisibleRelations(model))
        {
            yield return new FieldDefinition(
                link.Name, schema.Type<ObjectType>(link.Child, TypeSuffix.Connection).AsNonNull(), ConnectionArguments(link.Child, atRoot: false))
            {
                Description = Text(link.Child.PluralLabel),
                DeprecationReason = link.Field.Deprecated,
                Extension = link,
            };
        }

        if (schema.HasPipelines(model))
        {
            yield return new FieldDefinition("_pipeline", PipelineTypes.Pipeline) { Description = "Where the record is in its pipeline; null when none is its own." };
        }

        yield return new FieldDefinition("_access", FixedTypes.Access.AsNonNull()) { Description = "What the caller may do with the record." };
    }

    private GraphQLType OutputType(ObjectModel model, FieldModel field) => field.Shape() switch
    {
        FieldShape.Reference => schema.Type<ObjectType>(field.Target()),
        FieldShape.Polymorphic => schema.Type<UnionType>(schema.NameOf(model.Name, field, TypeSuffix.Target)),
        FieldShape.TextList => FixedTypes.ListOf(String),
        FieldShape.Address => schema.Type<ObjectType>("Address"),
        FieldShape.Geolocation => schema.Type<ObjectType>("Geolocation"),
        FieldShape shape => field.Column.NotNull ? Scalar(shape).AsNonNull() : Scalar(shape),
    };

    private static ScalarType Scalar(FieldShape shape) => shape switch
    {
        FieldShape.Id => BuiltInScalars.Id,
        FieldShape.Text or FieldShape.Encrypted or FieldShape.TextList => BuiltInScalars.String,
        FieldShape.Integer => BuiltInScalars.Int,
        FieldShape.Decimal => RecordScalars.Decimal,
        FieldShape.Boolean => BuiltInScalars.Boolean,
        FieldShape.Date => RecordScalars.Date,
        FieldShape.DateTime => RecordScalars.DateTime,
        FieldShape.Time => RecordScalars.Time,
        FieldShape.Duration => RecordScalars.Duration,
        FieldShape.Json => RecordScalars.Json,
        _ => throw new UnreachableException($"{shape} is no scalar."),
    };

    private ImmutableArray<InputValueDefinition> ConnectionArguments(ObjectModel model, bool atRoot)
    {
        ImmutableArray<InputValueDefinition> arguments =
        [
            new InputValueDefinition("first", Int) { Description = $"Page size, at most {schema.MaxPageSize}; {schema.DefaultPageSize} when neither it nor `last` is given." },
            new InputValueDefinition("after", String) { Description = "Cursor before the page." },
            new InputValueDefinition("last", Int) { Description = "Page size, counted from the end." },
            new InputValueDefinition("before", String) { Description = "Cursor after the page." },
            new InputValueDefinition("offset", Int) { Description = $"Records left out at the start, at most {PageLimits.MaxOffset}; cursors are quicker." },
            new InputValueDefinition("filter", schema.Type<InputObjectType>(model, TypeSuffix.Filter)),
            new InputValueDefinition("orderBy", FixedTypes.ListInput(schema.Type<InputObjectType>(model, TypeSuffix.Order)))
            {
                Description = "The id is always the last key.",
            },
            new InputValueDefinition("search", String) { Description = "Words that each occur in one of the object's search fields." },
            DeletedArgument,
        ];
        if (!atRoot) return arguments;
        arguments = arguments.Add(new InputValueDefinition("view", String) { Description = "Name of a saved view whose filter and order apply." });
        if (!Exists(model, TypeSuffix.ChoosableFor)) return arguments;
        return arguments.Add(new InputValueDefinition("choosableFor", schema.Type<InputObjectType>(model, TypeSuffix.ChoosableFor))
        {
            Description = "Only records that a reference of another record may point to.",
        });
    }

    private ObjectType Connection(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("nodes", FixedTypes.ListOf(schema.Type<ObjectType>(model.Name))) { Description = "The records of the page." },
        new FieldDefinition("edges", FixedTypes.ListOf(schema.Type<ObjectType>(model, TypeSuffix.Edge))) { Description = "The records with their cursors." },
        new FieldDefinition("pageInfo", FixedTypes.PageInfo.AsNonNull()),
        new FieldDefinition("totalCount", Int.AsNonNull()) { Description = "Records on all pages; counted only when selected." },
    ]))
    {
        Description = "A page of a list.",
    };

    private ObjectType Edge(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("node", schema.Type<ObjectType>(model.Name).AsNonNull()),
        new FieldDefinition("cursor", String.AsNonNull()),
    ]))
    {
        Description = "A record with its cursor.",
    };

    private InputObjectType Filter(ObjectModel model, string name) => new(name, Members.Deferred(() => FilterFields(model, name)))
    {
        Description = "Conditions on a record; several hold together.",
    };

    private IEnumerable<InputValueDefinition> FilterFields(ObjectModel model, string name)
    {
        InputObjectType self = schema.Type<InputObjectType>(name);
        yield return new InputValueDefinition("and", FixedTypes.ListInput(self));
        yield return new InputValueDefinition("or", FixedTypes.ListInput(self));
        yield return new InputValueDefinition("not", self);
        yield return new InputValueDefinition("isNull", BuiltInScalars.Boolean)
        {
            Description = "For references: true when they refer to no record that can be seen.",
        };
        yield return new InputValueDefinition("search", String) { Description = "Words that each occur in one of the object's search fields." };
        foreach (FieldModel field in VisibleFields(model))
        {
            if (FilterType(model, field) is { } type) yield return InputOf(field, type);
        }

        foreach (RelationLink link in schema.VisibleRelations(model))
        {
            yield return new InputValueDefinition(link.Name, schema.Type<InputObjectType>(link.Child, TypeSuffix.ListFilter)) { DeprecationReason = link.Field.Deprecated, Extension = link };
        }
    }

    private InputObjectType? FilterType(ObjectModel model, FieldModel field) => field.Shape() switch
    {
        FieldShape.References or FieldShape.Encrypted => null,
        FieldShape.Reference => schema.Type<InputObjectType>(schema.Model.Object(field.Target()), TypeSuffix.Filter),
        FieldShape.Polymorphic => schema.Type<InputObjectType>(schema.NameOf(model.Name, field, TypeSuffix.TargetFilter)),
        FieldShape shape => schema.Type<InputObjectType>(FilterName(shape)),
    };

    private static string FilterName(FieldShape shape) => shape switch
    {
        FieldShape.Id => "IdFilter",
        FieldShape.Integer => "IntFilter",
        _ => $"{shape}Filter",
    };

    private InputObjectType ListFilter(ObjectModel model, string name) => new(name, Members.Deferred<InputValueDefinition>(() =>
    {
        InputObjectType filter = schema.Type<InputObjectType>(model, TypeSuffix.Filter);
        return
        [
            new InputValueDefinition("some", filter) { Description = "At least one satisfies the conditions." },
            new InputValueDefinition("none", filter) { Description = "None does." },
            new InputValueDefinition("every", filter) { Description = "Each does; true for an empty list." },
        ];
    }))
    {
        Description = "Conditions on the list of live related records that the caller can see.",
    };

    private InputObjectType Order(ObjectModel model, string name) => new(name, Members.Deferred(() => OrderFields(model)))
    {
        Description = "One key of an order: a direction, or a key of a record referred to.",
        IsOneOf = true,
    };

    private IEnumerable<InputValueDefinition> OrderFields(ObjectModel model)
    {
        foreach (FieldModel field in VisibleFields(model))
        {
            FieldShape shape = field.Shape();
            if (shape.IsSortable()) yield return InputOf(field, FixedTypes.OrderDirection);
            if (shape == FieldShape.Reference) yield return InputOf(field, schema.Type<InputObjectType>(schema.Model.Object(field.Target()), TypeSuffix.Order));
        }
    }

    // Whoever gives a value, a condition or an order for a deprecated field is told of it as whoever reads it.
    private static InputValueDefinition InputOf(FieldModel field, GraphQLType type) => new(field.Name, type) { DeprecationReason = field.Deprecated, Extension = field };
}
