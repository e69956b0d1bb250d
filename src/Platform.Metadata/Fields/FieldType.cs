using Platform.Metadata.Collections;

namespace Platform.Metadata.Fields;

/// <summary>
/// What a field holds: the closed list of field types with their own settings. In a document the settings stand flat beside the
/// field's common keys, chosen by <c>"type"</c> (<see cref="FieldTypeNames"/>): <c>{"name": "amount", "type": "currency", "scale": 2}</c>.
/// Defaults given here are the documents' defaults.
/// </summary>
public abstract record FieldType
{
    private protected FieldType() { }

    /// <summary>The name in documents, for example <c>longText</c>.</summary>
    public string Name => FieldTypeNames.Of(GetType());
}

/// <summary>One line of text. <paramref name="Pattern"/> is a .NET non-backtracking regular expression that the whole value must match.</summary>
/// <param name="MaxLength">Most characters (Unicode scalar values), 1 to 4000.</param>
/// <param name="Pattern">Regular expression or null.</param>
public sealed record TextType(int MaxLength = 255, string? Pattern = null) : FieldType;

/// <summary>Several lines of plain text.</summary>
/// <param name="MaxLength">Most characters, 1 to 1,000,000.</param>
public sealed record LongTextType(int MaxLength = 32_000) : FieldType;

/// <summary>Formatted text as sanitised HTML.</summary>
/// <param name="MaxLength">Most characters of markup, 1 to 1,000,000.</param>
public sealed record RichTextType(int MaxLength = 128_000) : FieldType;

/// <summary>A whole number of 32 bits.</summary>
/// <param name="Min">Least allowed value or null.</param>
/// <param name="Max">Greatest allowed value or null.</param>
public sealed record IntegerType(int? Min = null, int? Max = null) : FieldType;

/// <summary>An exact decimal number, PostgreSQL <c>numeric(precision, scale)</c>.</summary>
/// <param name="Precision">Digits in all, 1 to 28.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>; more digits in a value are refused, never rounded.</param>
/// <param name="Min">Least allowed value or null.</param>
/// <param name="Max">Greatest allowed value or null.</param>
public sealed record DecimalType(int Precision = 18, int Scale = 2, decimal? Min = null, decimal? Max = null) : FieldType;

/// <summary>An amount of money in the record's currency (system field <c>currency</c> of every object that has a currency field).</summary>
/// <param name="Precision">Digits in all, 1 to 28.</param>
/// <param name="Scale">Digits after the point.</param>
/// <param name="Min">Least allowed value or null.</param>
/// <param name="Max">Greatest allowed value or null.</param>
public sealed record CurrencyType(int Precision = 18, int Scale = 2, decimal? Min = null, decimal? Max = null) : FieldType;

/// <summary>A share, stored as a fraction: 0.2 is shown as 20 %.</summary>
/// <param name="Scale">Digits after the point of the percentage shown; the fraction keeps two more.</param>
/// <param name="Min">Least allowed fraction or null.</param>
/// <param name="Max">Greatest allowed fraction or null.</param>
public sealed record PercentType(int Scale = 2, decimal? Min = null, decimal? Max = null) : FieldType;

/// <summary>True or false, never null; false unless a default is given.</summary>
public sealed record CheckboxType : FieldType;

/// <summary>A calendar date without time zone, years 0001 to 9999.</summary>
public sealed record DateType : FieldType;

/// <summary>An instant, stored in UTC to the microsecond.</summary>
public sealed record DateTimeType : FieldType;

/// <summary>A time of day without time zone, to the second.</summary>
public sealed record TimeType : FieldType;

/// <summary>A length of time, stored in whole seconds; ISO 8601 (<c>PT5400S</c>) in the API.</summary>
public sealed record DurationType : FieldType;

/// <summary>One choice out of a list.</summary>
/// <param name="Choices">Where the choices come from.</param>
public sealed record PicklistType(PicklistSource Choices) : FieldType;

/// <summary>Several choices out of a list, in the order of the list, without repeats.</summary>
/// <param name="Choices">Where the choices come from.</param>
public sealed record MultiPicklistType(PicklistSource Choices) : FieldType;

/// <summary>An e-mail address (one, with an @ and a domain; at most 254 characters).</summary>
public sealed record EmailType : FieldType;

/// <summary>A telephone number as typed; at most 40 characters.</summary>
public sealed record PhoneType : FieldType;

/// <summary>An absolute http or https URL; at most 2,048 characters.</summary>
public sealed record UrlType : FieldType;

/// <summary>A postal address of five parts (street, city, state, postalCode, country), a column each.</summary>
public sealed record AddressType : FieldType;

/// <summary>A point on Earth: latitude −90 to 90 and longitude −180 to 180 in degrees (WGS 84), a column each.</summary>
public sealed record GeolocationType : FieldType;

/// <summary>A number given by the platform on create, for example <c>INV-{YYYY}-{0000}</c>.</summary>
/// <param name="Format">Text with placeholders: <c>{0000}</c> the counter with least digits, <c>{YYYY} {YY} {MM} {DD}</c> the date; a counter restarts when its date parts change.</param>
/// <param name="Gapless">True: the counter is taken under a lock in the record's transaction so that no number is ever lost; false: from a sequence.</param>
/// <param name="Start">First counter value.</param>
public sealed record AutoNumberType(string Format = "{0000}", bool Gapless = false, long Start = 1) : FieldType;

/// <summary>A reference to one record of one object.</summary>
/// <param name="Target">Name of the object.</param>
/// <param name="Inverse">Name of the to-many field on the target, or null when it has none.</param>
/// <param name="InverseLabel">Label of the to-many field; the plural label of this object when null.</param>
/// <param name="OnDelete">What happens here when the target is deleted.</param>
public sealed record LookupType(
    string Target, string? Inverse = null, Documents.LocalizedText? InverseLabel = null, OnDelete OnDelete = OnDelete.Clear) : FieldType;

/// <summary>A reference to one record of one of several objects (an activity's subject).</summary>
/// <param name="Targets">Names of the objects, at least one.</param>
/// <param name="Inverse">Name of the to-many field on every target, or null.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
public sealed record PolymorphicLookupType(
    EquatableArray<string> Targets, string? Inverse = null, Documents.LocalizedText? InverseLabel = null) : FieldType;

/// <summary>
/// A required reference to a master that the record is part of: it is deleted and restored with the master, and takes the master's
/// owner and access rights.
/// </summary>
/// <param name="Target">Name of the master object.</param>
/// <param name="Inverse">Name of the to-many field on the master.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
public sealed record MasterDetailType(
    string Target, string? Inverse = null, Documents.LocalizedText? InverseLabel = null) : FieldType;

/// <summary>References to any number of records of one object, in a link table.</summary>
/// <param name="Target">Name of the object.</param>
/// <param name="Inverse">Name of the to-many field on the target, or null.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
public sealed record ManyToManyType(
    string Target, string? Inverse = null, Documents.LocalizedText? InverseLabel = null) : FieldType;

/// <summary>A reference to an uploaded file (system object <c>File</c>).</summary>
/// <param name="MaxBytes">Largest accepted file.</param>
/// <param name="Accept">Accepted media types, for example <c>application/pdf</c> or <c>image/*</c>; empty means any.</param>
public sealed record FileType(long MaxBytes = 50L * 1024 * 1024, EquatableArray<string> Accept = default) : FieldType;

/// <summary>A reference to an uploaded picture (system object <c>File</c>; PNG, JPEG, GIF, WebP).</summary>
/// <param name="MaxBytes">Largest accepted file.</param>
public sealed record ImageType(long MaxBytes = 10L * 1024 * 1024) : FieldType;

/// <summary>Free labels, without repeats, at most 50 of 50 characters.</summary>
public sealed record TagsType : FieldType;

/// <summary>Any JSON value of at most 64 KiB, for data of integrations; not filterable beyond <c>isNull</c>.</summary>
public sealed record JsonType : FieldType;

/// <summary>Text encrypted at rest by the tenant's key; neither filterable nor sortable.</summary>
/// <param name="MaxLength">Most characters, 1 to 4000.</param>
public sealed record EncryptedTextType(int MaxLength = 255) : FieldType;

/// <summary>What happens to a lookup when its target is deleted.</summary>
public enum OnDelete
{
    /// <summary>The lookup becomes blank when the target is purged; while it is in the recycle bin the link stays.</summary>
    Clear,

    /// <summary>The target cannot be deleted while live records point to it.</summary>
    Restrict,

    /// <summary>The record is deleted (and restored) with the target.</summary>
    Cascade,
}

/// <summary>Choices of a picklist: values of its own, or the name of a global picklist. Exactly one of the two is set.</summary>
/// <param name="Values">Own values in display order; empty when <paramref name="Global"/> is set.</param>
/// <param name="Global">Name of a document of kind <c>picklist</c>, or null.</param>
public sealed record PicklistSource(EquatableArray<PicklistValue> Values, string? Global = null);

/// <summary>One choice.</summary>
/// <param name="Value">The stored value: a stable key such as <c>closedWon</c>.</param>
/// <param name="Label">What people see.</param>
/// <param name="Color">CSS hex colour (<c>#2e7d32</c>) of its chip or null.</param>
/// <param name="Retired">True: existing records keep it, new ones cannot choose it.</param>
public sealed record PicklistValue(string Value, Documents.LocalizedText Label, string? Color = null, bool Retired = false);
