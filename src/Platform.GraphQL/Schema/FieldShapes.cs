using System.Diagnostics;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>What follows from a field's type for the API.</summary>
public static class FieldShapes
{
    /// <summary>Name of the object of uploaded files.</summary>
    public const string FileObject = "File";

    /// <summary>The shape of a field.</summary>
    public static FieldShape Shape(this FieldModel field) => field.Type switch
    {
        IdType => FieldShape.Id,
        TextType or LongTextType or RichTextType or PicklistType or EmailType or PhoneType or UrlType or AutoNumberType => FieldShape.Text,
        IntegerType => FieldShape.Integer,
        DecimalType or CurrencyType or PercentType => FieldShape.Decimal,
        CheckboxType => FieldShape.Boolean,
        DateType => FieldShape.Date,
        DateTimeType => FieldShape.DateTime,
        TimeType => FieldShape.Time,
        DurationType => FieldShape.Duration,
        MultiPicklistType or TagsType => FieldShape.TextList,
        JsonType => FieldShape.Json,
        AddressType => FieldShape.Address,
        GeolocationType => FieldShape.Geolocation,
        LookupType or MasterDetailType or FileType or ImageType => FieldShape.Reference,
        PolymorphicLookupType => FieldShape.Polymorphic,
        ManyToManyType => FieldShape.References,
        EncryptedTextType => FieldShape.Encrypted,
        _ => throw new UnreachableException($"Field type {field.Type.GetType().Name} has no shape."),
    };

    /// <summary>Name of the object that a reference or many-to-many field points to.</summary>
    public static string Target(this FieldModel field) => field.Type switch
    {
        LookupType t => t.Target,
        MasterDetailType t => t.Target,
        ManyToManyType t => t.Target,
        FileType or ImageType => FileObject,
        _ => throw new UnreachableException($"Field type {field.Type.GetType().Name} has no single target."),
    };

    /// <summary>Names of the objects that a polymorphic field points to.</summary>
    public static IReadOnlyList<string> Targets(this FieldModel field) => ((PolymorphicLookupType)field.Type).Targets;

    /// <summary>Whether records can be put in order of the shape.</summary>
    public static bool IsSortable(this FieldShape shape) => shape is FieldShape.Id or FieldShape.Text or FieldShape.Integer or FieldShape.Decimal
        or FieldShape.Boolean or FieldShape.Date or FieldShape.DateTime or FieldShape.Time or FieldShape.Duration;

    /// <summary>Whether sums and averages exist.</summary>
    public static bool IsSummable(this FieldShape shape) => shape is FieldShape.Integer or FieldShape.Decimal or FieldShape.Duration;

    /// <summary>Whether a least and a greatest value exist as aggregates.</summary>
    public static bool HasExtremes(this FieldShape shape) => shape is FieldShape.Integer or FieldShape.Decimal or FieldShape.Duration
        or FieldShape.Date or FieldShape.DateTime or FieldShape.Time;

    /// <summary>Whether records can be grouped by the shape.</summary>
    public static bool IsGroupable(this FieldShape shape) => (shape.IsSortable() && shape != FieldShape.Id) || shape == FieldShape.Reference;
}
