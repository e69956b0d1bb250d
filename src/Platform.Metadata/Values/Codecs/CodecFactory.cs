using System.Diagnostics;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Values.Codecs;

/// <summary>Which codec a field type has.</summary>
internal static class CodecFactory
{
    /// <summary>The codec of a type.</summary>
    public static ValueCodec Create(FieldType type) => type switch
    {
        TextType t => new TextCodec(t.MaxLength, t.Pattern),
        LongTextType t => new LongTextCodec(t.MaxLength),
        RichTextType t => new RichTextCodec(t.MaxLength),
        EncryptedTextType t => new VerbatimTextCodec(t.MaxLength),
        IntegerType t => new IntegerCodec(t.Min, t.Max),
        DecimalType t => new DecimalCodec(t.Precision, t.Scale, t.Min, t.Max),
        CurrencyType t => new DecimalCodec(t.Precision, t.Scale, t.Min, t.Max),
        PercentType t => new PercentCodec(t.Scale, t.Min, t.Max),
        CheckboxType => new CheckboxCodec(),
        DateType => new DateCodec(),
        DateTimeType => new DateTimeCodec(),
        TimeType => new TimeCodec(),
        DurationType => new DurationCodec(),
        PicklistType t => new PicklistCodec(t.Choices),
        MultiPicklistType t => new MultiPicklistCodec(t.Choices),
        EmailType => new EmailCodec(),
        PhoneType => new PhoneCodec(),
        UrlType => new UrlCodec(),
        AddressType => new AddressCodec(),
        GeolocationType => new GeolocationCodec(),
        AutoNumberType => new TextCodec(255, null),
        IdType or LookupType or MasterDetailType or FileType or ImageType => new ReferenceCodec(),
        PolymorphicLookupType t => new PolymorphicCodec(t.Targets),
        ManyToManyType => new LinksCodec(),
        TagsType => new TagsCodec(),
        JsonType => new JsonCodec(),
        _ => throw new UnreachableException($"Field type {type.GetType().Name} has no codec."),
    };
}
