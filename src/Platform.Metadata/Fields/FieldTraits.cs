using Platform.Metadata.Collections;

namespace Platform.Metadata.Fields;

/// <summary>What can be done with the fields of a type; one answer for the compiler, the API and the user interface.</summary>
public static class FieldTraits
{
    /// <summary>The field can be unique over live records.</summary>
    public static bool CanBeUnique(this FieldType type) => type is TextType or EmailType or PhoneType or UrlType or IntegerType or DecimalType
        or DateType or DateTimeType or PicklistType or LookupType or AutoNumberType;

    /// <summary>The field can have an index of its own.</summary>
    public static bool CanBeIndexed(this FieldType type) => type.CanBeUnique() || type is CurrencyType or PercentType or CheckboxType or TimeType
        or DurationType or MultiPicklistType or TagsType or MasterDetailType or PolymorphicLookupType;

    /// <summary>The field can be a key of an order.</summary>
    public static bool IsSortable(this FieldType type) => type is not (LongTextType or RichTextType or AddressType or GeolocationType or JsonType
        or EncryptedTextType or ManyToManyType or MultiPicklistType or TagsType or LookupType or MasterDetailType or PolymorphicLookupType
        or FileType or ImageType);

    /// <summary><c>search:</c> can look in the field.</summary>
    public static bool IsSearchable(this FieldType type) =>
        type is TextType or LongTextType or EmailType or PhoneType or UrlType or AutoNumberType;

    /// <summary>The field can name a record.</summary>
    public static bool CanName(this FieldType type) => type is TextType or EmailType or PhoneType or AutoNumberType;

    /// <summary>Values are words of people, of which two that differ in case alone may be the same.</summary>
    public static bool HasCase(this FieldType type) =>
        type is TextType or LongTextType or RichTextType or EmailType or PhoneType or UrlType or AutoNumberType;

    /// <summary>The field holds a list, stored as an array column.</summary>
    public static bool IsList(this FieldType type) => type is MultiPicklistType or TagsType;

    /// <summary>The field holds a reference to one record.</summary>
    public static bool RefersToRecord(this FieldType type) =>
        type is LookupType or MasterDetailType or PolymorphicLookupType or FileType or ImageType;

    /// <summary>The objects that the field refers to; empty for a type that refers to none. Files are records of <c>File</c>.</summary>
    public static IReadOnlyList<string> Targets(this FieldType type) => type switch
    {
        LookupType t => [t.Target],
        MasterDetailType t => [t.Target],
        ManyToManyType t => [t.Target],
        PolymorphicLookupType t => t.Targets,
        FileType or ImageType => ["File"],
        _ => [],
    };

    /// <summary>Which records of each of its targets a reference may point to; empty where all can be chosen.</summary>
    public static EquatableArray<TargetCondition> Choosable(this FieldType type)
    {
        return type switch
        {
            LookupType t => Of(t.Target, t.Choosable),
            MasterDetailType t => Of(t.Target, t.Choosable),
            ManyToManyType t => Of(t.Target, t.Choosable),
            PolymorphicLookupType t => t.Choosable,
            _ => [],
        };

        static EquatableArray<TargetCondition> Of(string target, string? condition) => condition is null ? [] : [new TargetCondition(target, condition)];
    }

    /// <summary>Where a field of a type says which records of an object it may point to: a JSON pointer from the field, without its first slash.</summary>
    public static string ChoosablePointer(this FieldType type, string target) => type is PolymorphicLookupType ? "choosable/" + target : "choosable";

    /// <summary>The field that the choices of a picklist depend on, with what it allows; null for none.</summary>
    public static ChoiceDependency? DependsOn(this FieldType type) => type switch
    {
        PicklistType t => t.DependsOn,
        MultiPicklistType t => t.DependsOn,
        _ => null,
    };

    /// <summary>The choices of a picklist or multi-picklist, else null.</summary>
    public static PicklistSource? Choices(this FieldType type) => type switch
    {
        PicklistType t => t.Choices,
        MultiPicklistType t => t.Choices,
        _ => null,
    };
}
