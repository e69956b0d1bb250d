using System.Collections.Frozen;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.Metadata.Fields;

namespace Platform.GraphQL.Schema;

/// <summary>Types that are the same in every schema of the records API.</summary>
internal static class FixedTypes
{
    private static readonly GraphQLType String = BuiltInScalars.String, Boolean = BuiltInScalars.Boolean;

    public static readonly EnumType OrderDirection = Enum(
        "OrderDirection",
        "A direction. Blanks are greatest unless told otherwise: last ascending, first descending, as indexes have them.",
        "ASC", "DESC", "ASC_NULLS_FIRST", "ASC_NULLS_LAST", "DESC_NULLS_FIRST", "DESC_NULLS_LAST");

    public static readonly EnumType TextMode = Enum("TextMode", "Whether upper and lower case differ.", "SENSITIVE", "INSENSITIVE");

    public static readonly EnumType DeletedMode = Enum(
        "DeletedMode", "What is done about records in the recycle bin.", "EXCLUDE", "INCLUDE", "ONLY");

    public static readonly EnumType DateUnit = Enum(
        "DateUnit", "A unit to which dates are cut for grouping; weeks begin on Monday.", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR");

    /// <summary>Values in the order of the pipeline's kinds of writes; a purge tells nobody.</summary>
    public static readonly EnumType ChangeKind = Enum(
        "ChangeKind", "What happened to a record.", "CREATED", "UPDATED", "DELETED", "RESTORED");

    public static readonly ObjectType PageInfo = new("PageInfo", Members.Of(
        new FieldDefinition("hasNextPage", Boolean.AsNonNull()) { Description = "Records follow the page." },
        new FieldDefinition("hasPreviousPage", Boolean.AsNonNull()) { Description = "Records precede the page." },
        new FieldDefinition("startCursor", String) { Description = "Cursor of the first record." },
        new FieldDefinition("endCursor", String) { Description = "Cursor of the last record." }))
    {
        Description = "Where a page lies in its list.",
    };

    public static readonly ObjectType Access = new("Access", Members.Of(
        new FieldDefinition("canEdit", Boolean.AsNonNull()) { Description = "The caller may edit the record." },
        new FieldDefinition("canDelete", Boolean.AsNonNull()) { Description = "The caller may delete the record." },
        new FieldDefinition("fields", ListOf(String)) { Description = "Names of the fields that the caller may change; none when the record cannot be edited." }))
    {
        Description = "What the caller may do with a record.",
    };

    public static readonly ObjectType Problem = new("Problem", Members.Of(
        new FieldDefinition("object", String.AsNonNull()) { Description = "Object name." },
        new FieldDefinition("id", BuiltInScalars.Id) { Description = "Record, when it has an id." },
        new FieldDefinition("index", BuiltInScalars.Int) { Description = "Place among the inputs of a mutation of many, from 0." },
        new FieldDefinition("field", String) { Description = "Field, or null for the whole record." },
        new FieldDefinition("code", String.AsNonNull()) { Description = "Stable code." },
        new FieldDefinition("message", String.AsNonNull()) { Description = "For people." }))
    {
        Description = "Something wrong with an input, with its place.",
    };

    public static readonly ObjectType Failure = new("Failure", Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("index", BuiltInScalars.Int.AsNonNull()) { Description = "Place among the inputs, from 0." },
        new FieldDefinition("code", String.AsNonNull()) { Description = "As extensions.code of errors." },
        new FieldDefinition("message", String.AsNonNull()) { Description = "For people." },
        new FieldDefinition("problems", ListOf(Problem)) { Description = "Each problem with its place." },
    ]))
    {
        Description = "An input that was not written.",
    };

    public static readonly ObjectType DuplicateValue = new("DuplicateValue", Members.Of(
        new FieldDefinition("field", String.AsNonNull()) { Description = "Field name." },
        new FieldDefinition("value", String) { Description = "Its value as text." }))
    {
        Description = "A field of a record that may be the same, which its rule shows.",
    };

    public static readonly ObjectType Duplicate = new("Duplicate", Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("object", String.AsNonNull()) { Description = "Object name." },
        new FieldDefinition("id", BuiltInScalars.Id) { Description = "The record, when the caller may read it." },
        new FieldDefinition("rule", String.AsNonNull()) { Description = "Name of the rule that found it." },
        new FieldDefinition("blocks", Boolean.AsNonNull()) { Description = "The rule refuses the given record." },
        new FieldDefinition("values", ListOf(DuplicateValue)) { Description = "What the rule shows of it." },
    ]))
    {
        Description = "A record that may be the same as a given one.",
    };

    public static readonly ObjectType MovedRecords = new("MovedRecords", Members.Of(
        new FieldDefinition("object", String.AsNonNull()) { Description = "Object name." },
        new FieldDefinition("count", BuiltInScalars.Int.AsNonNull()) { Description = "How many of its records were turned to the one that stays." }))
    {
        Description = "What moved in a merge.",
    };

    public static readonly ObjectType RecordValidation = new("RecordValidation", Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("problems", ListOf(Problem)) { Description = "What hooks would object to; empty when nothing." },
    ]))
    {
        Description = "What hooks would say of a record if it were saved.",
    };

    private static readonly ObjectType Address = new("Address", Members.Of(FieldParts.Address.Select(
        (part, i) => new FieldDefinition(part, String) { Extension = i })))
    {
        Description = "A postal address.",
    };

    private static readonly ObjectType Geolocation = new("Geolocation", Members.Of(FieldParts.Geolocation.Select(
        (part, i) => new FieldDefinition(part, BuiltInScalars.Float.AsNonNull()) { Extension = i })))
    {
        Description = "A point on Earth in degrees (WGS 84).",
    };

    /// <summary>Filters per scalar: name, type of the operands, operators.</summary>
    private static readonly InputObjectType[] ScalarFilters =
    [
        Filter("TextFilter", String, [.. Equality, .. Order, "between", "contains", "startsWith", "endsWith", "like", "search", "mode", "isNull"]),
        Filter("IdFilter", BuiltInScalars.Id, [.. Equality, "isNull"]),
        Filter("IntFilter", BuiltInScalars.Int, [.. Equality, .. Order, "between", "isNull"]),
        Filter("FloatFilter", BuiltInScalars.Float, [.. Equality, .. Order, "between", "isNull"]),
        Filter("DecimalFilter", RecordScalars.Decimal, [.. Equality, .. Order, "between", "isNull"]),
        Filter("BooleanFilter", Boolean, ["eq", "ne", "isNull"]),
        Filter("DateFilter", RecordScalars.Date, [.. Equality, .. Order, "between", "within", "isNull"]),
        Filter("DateTimeFilter", RecordScalars.DateTime, [.. Equality, .. Order, "between", "within", "isNull"]),
        Filter("TimeFilter", RecordScalars.Time, [.. Equality, .. Order, "between", "isNull"]),
        Filter("DurationFilter", RecordScalars.Duration, [.. Equality, .. Order, "between", "isNull"]),
        Filter("TextListFilter", String, ["has", "hasAny", "hasAll", "isNull"]),
        Filter("JsonFilter", RecordScalars.Json, ["isNull"]),
    ];

    private static readonly InputObjectType AddressInput = new("AddressInput", Members.Of(
        FieldParts.Address.Select(part => new InputValueDefinition(part, String))));

    private static readonly InputObjectType GeolocationInput = new("GeolocationInput", Members.Of(
        FieldParts.Geolocation.Select(part => new InputValueDefinition(part, BuiltInScalars.Float.AsNonNull()))));

    private static readonly InputObjectType ReferenceInput = new("ReferenceInput", Members.Of(
        new InputValueDefinition("object", String.AsNonNull()) { Description = "Object name." },
        new InputValueDefinition("id", BuiltInScalars.Id.AsNonNull()) { Description = "Record." }))
    {
        Description = "A record of one of several objects.",
    };

    private static readonly InputObjectType LinksInput = new("LinksInput", Members.Of(
        new InputValueDefinition("set", ListInput(BuiltInScalars.Id)) { Description = "The links after the write, replacing all others." },
        new InputValueDefinition("add", ListInput(BuiltInScalars.Id)) { Description = "Links to add." },
        new InputValueDefinition("remove", ListInput(BuiltInScalars.Id)) { Description = "Links to remove." }))
    {
        Description = "A change of links: either `set`, or `add` and `remove`.",
    };

    private static readonly FrozenDictionary<string, NamedType> ByName = ((NamedType[])
    [
        .. RecordScalars.All, .. PipelineTypes.All, OrderDirection, TextMode, DeletedMode, DateUnit, ChangeKind, PageInfo, Access, Problem, Failure, Duplicate, DuplicateValue,
        MovedRecords, RecordValidation, ConversionTypes.Action, ConversionTypes.Converted, ApprovalTypes.Choice, Address, Geolocation,
        .. ScalarFilters, AddressInput, GeolocationInput, ReferenceInput, LinksInput, PartsFilter("AddressFilter", FieldParts.Address, "TextFilter"),
        PartsFilter("GeolocationFilter", FieldParts.Geolocation, "FloatFilter"),
    ]).ToFrozenDictionary(t => t.Name);

    public static IEnumerable<string> Names => ByName.Keys;

    private static string[] Equality => ["eq", "ne", "in", "notIn"];

    private static string[] Order => ["lt", "lte", "gt", "gte"];

    public static NamedType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary><c>[T!]!</c>.</summary>
    public static GraphQLType ListOf(GraphQLType item) => item.AsNonNull().AsList().AsNonNull();

    /// <summary><c>[T!]</c>.</summary>
    public static GraphQLType ListInput(GraphQLType item) => item.AsNonNull().AsList();

    private static EnumType Enum(string name, string description, params string[] values) =>
        new(name, Members.Of(values.Select(v => new EnumValueDefinition(v)))) { Description = description };

    private static InputObjectType Filter(string name, GraphQLType operand, string[] operators) =>
        new(name, Members.Of(operators.Select(op => Operator(op, operand))))
        {
            Description = "Conditions on a value; several hold together. A blank value satisfies only `isNull: true`, `ne` and `notIn`.",
        };

    private static InputValueDefinition Operator(string name, GraphQLType operand) => name switch
    {
        "in" or "notIn" or "hasAny" or "hasAll" => new(name, ListInput(operand)),
        "between" => new(name, ListInput(operand)) { Description = "Two values: least and greatest, both included." },
        "within" => new(name, RecordScalars.DatePeriod) { Description = "A period relative to today." },
        "isNull" => new(name, Boolean) { Description = "True: has no value. False: has one." },
        "mode" => new(name, TextMode, new EnumValueNode(SourceSpan.None, "SENSITIVE")) { Description = "How the other operators compare." },
        "like" => new(name, operand) { Description = "SQL pattern: `%` any text, `_` any character, `\\` before either of them." },
        "search" => new(name, operand) { Description = "Contains every word, in any case." },
        _ => new(name, operand),
    };

    private static InputObjectType PartsFilter(string name, IReadOnlyList<string> parts, string filter) => new(name, Members.Of(
        parts.Select(part => new InputValueDefinition(part, ScalarFilters.Single(f => f.Name == filter)))
            .Append(new InputValueDefinition("isNull", Boolean) { Description = "True: every part is blank." })));
}
