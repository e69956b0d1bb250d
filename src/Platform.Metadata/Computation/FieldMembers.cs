using System.Globalization;
using Platform.Expressions.Typing;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>Fields and relations as expressions see them.</summary>
public static class FieldMembers
{
    /// <summary>The member of a field, or null when expressions cannot read fields of its type.</summary>
    /// <param name="field">The field.</param>
    /// <param name="slot">Place of the field in its object.</param>
    public static ExpressionMember? Of(FieldModel field, int slot) => (TypeOf(field.Type) ?? StructureOf(field)) is not { } type ? null : new ExpressionMember(field.Name, type)
    {
        IsNullable = type.Kind != ExpressionKind.List && !field.Column.NotNull,
        Slot = slot,
        Bounds = BoundsOf(field),
        MaxLength = MostCharacters(field.Type),
        Label = field.Label.In("en"),
        Choices = field.Type.Choices() is { } choices ? [.. choices.Values.Select(v => v.Value)] : [],
        Parts = Parts(field, slot),
        Tag = field,
    };

    // A formula that somebody gave such a field is refused, and leaves it without columns.
    private static ExpressionType? StructureOf(FieldModel field) => field.Type switch
    {
        AddressType when field.Columns.Count > 0 => ExpressionType.Address,
        GeolocationType when field.Columns.Count > 0 => ExpressionType.Geolocation,
        _ => null,
    };

    private static IReadOnlyList<ExpressionMember> Parts(FieldModel field, int slot) => [.. FieldParts.Of(field.Type).Select((name, i) =>
        new ExpressionMember(field.Name, field.Type is GeolocationType ? ExpressionType.Decimal : ExpressionType.Text)
        {
            Part = name,
            Slot = slot,
            MaxLength = field.Type is AddressType ? 1_000 : null,
            Bounds = field.Type is GeolocationType ? OfColumn(field.Columns[i].Type) : null,
            Label = FieldParts.LabelOf(name).In("en"),
            Tag = field,
        })];

    /// <summary>The member of a relation.</summary>
    public static ExpressionMember Of(RelationModel relation) => new(relation.Name, ExpressionType.List(ExpressionType.Reference(relation.SourceObject)))
    {
        IsNullable = false,
        Slot = -1,
        Label = relation.Label.In("en"),
        Tag = relation,
    };

    private static int? MostCharacters(FieldType type) => type switch
    {
        TextType t => t.MaxLength,
        LongTextType t => t.MaxLength,
        RichTextType t => t.MaxLength,
        UrlType => 2_048,
        EmailType => 254,
        IdType or PhoneType or AutoNumberType or PicklistType or MultiPicklistType or TagsType => 100,
        _ => null,
    };

    /// <summary>The type that expressions give to values of a field of a type; null when they have none, or of its parts alone.</summary>
    public static ExpressionType? TypeOf(FieldType type) => type switch
    {
        IdType or TextType or LongTextType or RichTextType or EmailType or PhoneType or UrlType or PicklistType or AutoNumberType => ExpressionType.Text,
        IntegerType => ExpressionType.Int,
        DecimalType or CurrencyType or PercentType => ExpressionType.Decimal,
        CheckboxType => ExpressionType.Bool,
        DateType => ExpressionType.Date,
        DateTimeType => ExpressionType.Timestamp,
        DurationType => ExpressionType.Duration,
        MultiPicklistType or TagsType => ExpressionType.List(ExpressionType.Text),
        LookupType t => ExpressionType.Reference(t.Target),
        MasterDetailType t => ExpressionType.Reference(t.Target),
        ManyToManyType t => ExpressionType.List(ExpressionType.Reference(t.Target)),
        _ => null,
    };

    /// <summary>The type that expressions give to fields of a type whose settings are not complete yet, or null.</summary>
    /// <param name="name">The type's name in documents.</param>
    /// <param name="target">Object that a reference leads to.</param>
    public static ExpressionType? TypeOf(string name, string? target) => name switch
    {
        "text" or "longText" or "richText" or "email" or "phone" or "url" or "picklist" or "autoNumber" => ExpressionType.Text,
        "integer" => ExpressionType.Int,
        "decimal" or "currency" or "percent" => ExpressionType.Decimal,
        "checkbox" => ExpressionType.Bool,
        "date" => ExpressionType.Date,
        "dateTime" => ExpressionType.Timestamp,
        "duration" => ExpressionType.Duration,
        "multiPicklist" or "tags" => ExpressionType.List(ExpressionType.Text),
        "lookup" or "masterDetail" => target is null ? null : ExpressionType.Reference(target),
        "manyToMany" => target is null ? null : ExpressionType.List(ExpressionType.Reference(target)),
        _ => null,
    };

    /// <summary>A field of the type can have a formula.</summary>
    public static bool CanBeComputed(FieldType type) => type is TextType or LongTextType or IntegerType or DecimalType or CurrencyType or PercentType
        or CheckboxType or DateType or DateTimeType or DurationType;

    /// <summary>A field of the type can have a default that is computed: expressions have values of its type.</summary>
    public static bool CanBeDefaulted(FieldType type) => type is not (IdType or AutoNumberType or ManyToManyType) && TypeOf(type) is not null;

    /// <summary>How large the numbers of a field can be; null when it holds none.</summary>
    internal static NumberBounds? BoundsOf(FieldModel field) => field.Type switch
    {
        IntegerType => NumberBounds.Int32,
        DecimalType or CurrencyType or PercentType => OfColumn(field.Column.Type),
        _ => null,
    };

    internal static NumberBounds OfColumn(string type)
    {
        string[] digits = type["numeric(".Length..^1].Split(',');
        int precision = int.Parse(digits[0], CultureInfo.InvariantCulture), scale = int.Parse(digits[1], CultureInfo.InvariantCulture);
        return new NumberBounds(precision - scale, scale);
    }
}
