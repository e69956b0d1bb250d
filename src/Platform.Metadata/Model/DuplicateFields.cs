using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Model;

/// <summary>Which fields rules of duplicates can use, and which of them are indexed for that.</summary>
public static class DuplicateFields
{
    /// <summary>Short text: compared by what it says.</summary>
    public static bool IsText(FieldModel field) => IsText(field.Type) && field.Formula is null;

    /// <summary>Has one column whose values can be equal.</summary>
    public static bool CanEqual(FieldModel field) => field.Formula is null && CanEqual(field.Type);

    /// <summary>Has a value that reads as a text.</summary>
    public static bool CanBeShown(FieldModel field) => field.Formula is null && (IsText(field.Type) || field.Type is PicklistType or DateType or IntegerType or DecimalType or CurrencyType);

    internal static bool IsText(FieldType type) => type is TextType or EmailType or PhoneType or UrlType or AutoNumberType;

    internal static bool CanEqual(FieldType type) => IsText(type) || type is PicklistType or LookupType or MasterDetailType or DateType or IntegerType or CheckboxType;

    /// <summary>The comparison of a match by which its records are looked up, which others then only check: the one that few records pass.</summary>
    public static DuplicateComparison Leading(DuplicateMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return match.All.OrderBy(c => c.By switch { DuplicateMethod.Phone => 0, DuplicateMethod.Exact => 1, DuplicateMethod.Text => 2, _ => 3 }).First();
    }
}
