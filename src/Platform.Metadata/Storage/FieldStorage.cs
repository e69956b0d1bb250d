using System.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Storage;

/// <summary>
/// The columns of each field type. Only what can never be blank is NOT NULL: checkboxes and the reference to a master. That a field is
/// required is a rule of the write pipeline, not of the table, so that it can be switched on and off without touching rows.
/// </summary>
public static class FieldStorage
{
    /// <summary>The columns of a field with that stable id.</summary>
    public static EquatableArray<ColumnModel> Columns(string id, FieldType type) => type switch
    {
        IdType => One(id, "uuid", notNull: true),
        TextType or LongTextType or RichTextType or EmailType or PhoneType or UrlType or PicklistType or AutoNumberType => One(id, "text"),
        IntegerType => One(id, "integer"),
        DecimalType t => One(id, $"numeric({t.Precision},{t.Scale})"),
        CurrencyType t => One(id, $"numeric({t.Precision},{t.Scale})"),
        PercentType t => One(id, $"numeric({t.Scale + 12},{t.Scale + 2})"),
        CheckboxType => One(id, "boolean", notNull: true),
        DateType => One(id, "date"),
        DateTimeType => One(id, "timestamptz"),
        TimeType => One(id, "time(0)"),
        DurationType => One(id, "bigint"),
        MultiPicklistType or TagsType => One(id, "text[]"),
        JsonType => One(id, "jsonb"),
        EncryptedTextType => One(id, "bytea"),
        LookupType or FileType or ImageType => One(id, "uuid", "_id"),
        MasterDetailType => One(id, "uuid", "_id", notNull: true),
        PolymorphicLookupType => [Named(id, "_type", "text"), Named(id, "_id", "uuid")],
        GeolocationType => [Named(id, "_latitude", "numeric(9,6)"), Named(id, "_longitude", "numeric(9,6)")],
        AddressType =>
        [
            Named(id, "_street", "text"), Named(id, "_city", "text"), Named(id, "_state", "text"), Named(id, "_postal_code", "text"),
            Named(id, "_country", "text"),
        ],
        ManyToManyType => [],
        _ => throw new UnreachableException(),
    };

    /// <summary>The columns beside its own that a rollup keeps: a mean follows from a sum and a count.</summary>
    public static EquatableArray<ColumnModel> StateColumns(string id, RollupFunction function) => function == RollupFunction.Avg
        ? [Named(id, RollupSum, "numeric"), Named(id, RollupCount, "bigint")]
        : [];

    private const string RollupSum = "_rollup_sum";
    private const string RollupCount = "_rollup_count";

    private static EquatableArray<ColumnModel> One(string id, string type, string ending = "", bool notNull = false) =>
        [new ColumnModel(StorageNames.Column(id, ending), type, notNull)];

    private static ColumnModel Named(string id, string ending, string type) => new(StorageNames.Column(id, ending), type);
}
