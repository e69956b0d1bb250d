namespace Platform.Metadata.Fields;

/// <summary>The filter operators of each field type, as in the API's filter arguments.</summary>
public static class FilterOperators
{
    private static readonly string[] Equality = ["eq", "ne", "in", "notIn"];
    private static readonly string[] Ordered = [.. Equality, "lt", "lte", "gt", "gte", "between"];
    private static readonly string[] Id = [.. Equality, "isNull"];
    private static readonly string[] Text = [.. Ordered, "contains", "startsWith", "endsWith", "like", "search", "mode", "isNull"];
    private static readonly string[] Number = [.. Ordered, "isNull"];
    private static readonly string[] Date = [.. Ordered, "within", "isNull"];
    private static readonly string[] Flag = ["eq", "ne", "isNull"];
    private static readonly string[] List = ["has", "hasAny", "hasAll", "isNull"];
    private static readonly string[] Blank = ["isNull"];

    /// <summary>
    /// The operators that stand directly below a field of the type. A reference has the fields of its target besides <c>isNull</c>, an address and a
    /// geolocation those of their parts; a many-to-many field has <c>some</c>, <c>none</c>, <c>every</c>; encrypted text has none.
    /// </summary>
    public static IReadOnlyList<string> For(FieldType type) => type switch
    {
        IdType => Id,
        TextType or LongTextType or RichTextType or PicklistType or EmailType or PhoneType or UrlType or AutoNumberType => Text,
        IntegerType or DecimalType or CurrencyType or PercentType or TimeType or DurationType => Number,
        DateType or DateTimeType => Date,
        CheckboxType => Flag,
        MultiPicklistType or TagsType => List,
        ManyToManyType => Lists,
        EncryptedTextType => [],
        _ => Blank,
    };

    /// <summary>The operators below a relation to many records.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["some", "none", "every"];
}
