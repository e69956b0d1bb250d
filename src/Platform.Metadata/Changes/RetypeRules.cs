using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Decides whether stored values can stay where they are when a field's type changes (decision 0016).</summary>
internal static partial class RetypeRules
{
    /// <summary>The effect of taking a field from one form to another.</summary>
    /// <param name="from">The field before.</param>
    /// <param name="to">The field after.</param>
    /// <param name="retargeted">True when a reference points elsewhere afterwards.</param>
    public static StorageEffect EffectOf(FieldModel from, FieldModel to, bool retargeted)
    {
        if (retargeted || from.LinkTable != to.LinkTable) return StorageEffect.Convert;
        bool sameType = from.Type.GetType() == to.Type.GetType();
        if (!sameType && !KeepsMeaning(from.Type, to.Type)) return StorageEffect.Convert;
        if (!SameShape(from, to)) return IsWidening(from, to) ? StorageEffect.Widen : StorageEffect.Convert;
        return StorageEffect.None;
    }

    /// <summary>Digits in all and after the point of a number, or null for other types.</summary>
    public static (int Precision, int Scale)? Digits(FieldType type) => type switch
    {
        DecimalType t => (t.Precision, t.Scale),
        CurrencyType t => (t.Precision, t.Scale),
        PercentType t => (0, t.Scale),
        _ => null,
    };

    // Every value of the first type is a value of the second and means the same.
    private static bool KeepsMeaning(FieldType from, FieldType to) => (from, to) switch
    {
        (TextType or EmailType or PhoneType or UrlType or PicklistType or AutoNumberType, TextType or LongTextType) => true,
        (LongTextType, TextType) => true,
        (DecimalType or CurrencyType or PercentType, DecimalType or CurrencyType or PercentType) => true,
        (MultiPicklistType, TagsType) => true,
        (ImageType, FileType) => true,
        (LookupType, MasterDetailType) or (MasterDetailType, LookupType) => true,
        _ => false,
    };

    private static bool SameShape(FieldModel from, FieldModel to) =>
        from.Columns.Select(c => (c.Name, c.Type)).SequenceEqual(to.Columns.Select(c => (c.Name, c.Type)));

    private static bool IsWidening(FieldModel from, FieldModel to) =>
        from.Columns.Count == 1 && to.Columns.Count == 1 && from.Column.Name == to.Column.Name
        && NumericOf(from.Column.Type) is var (oldPrecision, oldScale) && NumericOf(to.Column.Type) is var (newPrecision, newScale)
        && newScale == oldScale && newPrecision >= oldPrecision;

    private static (int Precision, int Scale)? NumericOf(string columnType)
    {
        Match match = Numeric().Match(columnType);
        if (!match.Success) return null;
        return (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^numeric\(([0-9]+), ?([0-9]+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Numeric();
}
