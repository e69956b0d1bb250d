using System.Collections.Frozen;

namespace Platform.Metadata.Fields;

/// <summary>The names of the field types in documents (<c>"type"</c>), in the order in which editors list them.</summary>
public static class FieldTypeNames
{
    private static readonly (string Name, Type Type)[] Ordered =
    [
        ("text", typeof(TextType)), ("longText", typeof(LongTextType)), ("richText", typeof(RichTextType)),
        ("integer", typeof(IntegerType)), ("decimal", typeof(DecimalType)), ("currency", typeof(CurrencyType)),
        ("percent", typeof(PercentType)), ("checkbox", typeof(CheckboxType)), ("date", typeof(DateType)),
        ("dateTime", typeof(DateTimeType)), ("time", typeof(TimeType)), ("duration", typeof(DurationType)),
        ("picklist", typeof(PicklistType)), ("multiPicklist", typeof(MultiPicklistType)), ("email", typeof(EmailType)),
        ("phone", typeof(PhoneType)), ("url", typeof(UrlType)), ("address", typeof(AddressType)),
        ("geolocation", typeof(GeolocationType)), ("autoNumber", typeof(AutoNumberType)), ("lookup", typeof(LookupType)),
        ("polymorphicLookup", typeof(PolymorphicLookupType)), ("masterDetail", typeof(MasterDetailType)),
        ("manyToMany", typeof(ManyToManyType)), ("file", typeof(FileType)), ("image", typeof(ImageType)),
        ("tags", typeof(TagsType)), ("json", typeof(JsonType)), ("encryptedText", typeof(EncryptedTextType)),
    ];

    private static readonly FrozenDictionary<Type, string> Names =
        Ordered.Append(("id", typeof(IdType))).ToFrozenDictionary(t => t.Item2, t => t.Item1);

    /// <summary>Every name that documents may use, with its settings record.</summary>
    public static IReadOnlyList<(string Name, Type Type)> All => Ordered;

    /// <summary>The document name of a settings record.</summary>
    /// <exception cref="KeyNotFoundException">The type is not one of the closed list.</exception>
    public static string Of(Type type) => Names[type];
}
