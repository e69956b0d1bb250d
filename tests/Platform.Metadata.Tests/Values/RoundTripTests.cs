using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

/// <summary>For every field type: what is exported is imported as the same value, and so is its JSON form and its columns.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Words = Gen.Elements(
        "a", "Z", "0", " ", ";", "\"", ",", "光", "😀", "é", "e\u0301", "\u202e", "-", "\t", "；", "%", ":", "#", "=", "'").NonEmptyListOf().Select(string.Concat);

    private static readonly Gen<string> ShortWords = Gen.Elements("a", ";", "\"", "光", "😀", " ", "x y", "\u202e").ArrayOf(8).Select(string.Concat);

    private static readonly Gen<decimal> Decimals =
        from mantissa in Gen.Choose(int.MinValue, int.MaxValue)
        from scale in Gen.Choose(0, 4)
        select new decimal(Math.Abs((long)mantissa)) / (decimal)Math.Pow(10, scale) * (mantissa < 0 ? -1 : 1);

    private static Gen<object?> Number(int low, int high, Func<int, object?> make) => Gen.Choose(low, high).Select(make);

    private static Gen<object?> InputOf(FieldType type) => type switch
    {
        IntegerType => Gen.Choose(int.MinValue, int.MaxValue).Select(i => (object?)i),
        DecimalType or CurrencyType => Decimals.Select(d => (object?)decimal.Round(d, 2)),
        PercentType => Decimals.Select(d => (object?)decimal.Round(d % 1000, 4)),
        CheckboxType => Gen.Elements<object?>(true, false),
        DateType => Number(0, DateOnly.MaxValue.DayNumber, d => DateOnly.FromDayNumber(d).ToString("o", CultureInfo.InvariantCulture)),
        DateTimeType => Number(0, int.MaxValue, s => new DateTime((long)s * 1_468_000_000, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        TimeType => Number(0, 86_399, s => new TimeOnly(s * TimeSpan.TicksPerSecond).ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        DurationType => Number(int.MinValue, int.MaxValue, s => s < 0 ? $"-PT{-(long)s}S" : $"PT{s}S"),
        PicklistType => Gen.Elements<object?>("open", "won", "lost", "void"),
        MultiPicklistType => Gen.SubListOf("open", "won", "lost", "void").Select(l => (object?)l.Cast<object?>().ToList()),
        EmailType => Gen.Elements<object?>("a@example.com", "李雷@例子.中国"),
        PhoneType => Gen.Elements<object?>("+86 21 5555 0100", "555-0100 ext. 12"),
        UrlType => Gen.Elements<object?>("https://example.com/?a=b", "http://例子.中国"),
        AddressType => Words.ArrayOf(5).Select(w => (object?)new Dictionary<string, object?>
        {
            ["street"] = w[0] + "\n" + w[1],
            ["city"] = w[2].Replace('\t', ' '),
            ["postalCode"] = "200000",
            ["country"] = w[4].Replace('\t', ' '),
        }),
        GeolocationType => Gen.Choose(-9_000_000, 9_000_000).Select(d => (object?)new Dictionary<string, object?>
        {
            ["latitude"] = d / 100_000.0,
            ["longitude"] = -d / 50_000.0,
        }),
        LookupType or MasterDetailType or FileType or ImageType => Gen.Constant((object?)Guid.CreateVersion7().ToString()),
        PolymorphicLookupType => Gen.Constant((object?)new Dictionary<string, object?> { ["object"] = "Lead", ["id"] = Guid.CreateVersion7().ToString() }),
        ManyToManyType => Number(0, 5, n => Enumerable.Range(0, n).Select(_ => (object?)Guid.CreateVersion7()).ToList()),
        TagsType => ShortWords.ListOf().Select(w => (object?)w.Take(20).Select(t => (object?)t.Replace('\t', ' ')).ToList()),
        JsonType => Words.ListOf().Select(w => (object?)new Dictionary<string, object?> { ["a"] = w.Cast<object?>().ToList(), ["b"] = 1.5m, ["c"] = null }),
        _ => Words.Select(w => (object?)w),
    };

    public static TheoryData<string> TypeNames => [.. Types.Keys];

    private static readonly Dictionary<string, FieldType> Types = new FieldType[]
    {
        new TextType(4000), new LongTextType(), new RichTextType(), new IntegerType(), new DecimalType(), new CurrencyType(), new PercentType(),
        new CheckboxType(), new DateType(), new DateTimeType(), new TimeType(), new DurationType(), new PicklistType(Codec.Stages),
        new MultiPicklistType(Codec.Stages), new EmailType(), new PhoneType(), new UrlType(), new AddressType(), new GeolocationType(),
        new AutoNumberType(), new LookupType("Account"), new PolymorphicLookupType(["Account", "Lead"]), new MasterDetailType("Account"),
        new ManyToManyType("Campaign"), new FileType(), new ImageType(), new TagsType(), new JsonType(), new EncryptedTextType(),
    }.ToDictionary(t => t.Name);

    [Fact]
    public void Every_field_type_is_covered() => Assert.Equal(FieldTypeNames.All.Select(t => t.Name).Order(), Types.Keys.Order());

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Export_then_import_gives_the_same_value(string name) => Check(name, (codec, value) =>
        codec.ReadText(codec.ToText(value), ImportFormat.Default));

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Json_form_reads_back(string name) => Check(name, (codec, value) =>
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) codec.WriteJson(writer, value);
        return codec.ReadInput(JsonDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan)).RootElement.Clone());
    });

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Columns_read_back(string name)
    {
        if (name == "manyToMany") return; // Links are rows of their own table.
        Check(name, (codec, value) =>
        {
            object?[] columns = new object?[codec.ColumnCount];
            codec.ToColumns(value, columns);
            return ValueResult.Of(codec.FromColumns(columns));
        });
    }

    private static void Check(string name, Func<ValueCodec, object, ValueResult> pass)
    {
        FieldType type = Types[name];
        ValueCodec codec = ValueCodec.For(type);
        Prop.ForAll(InputOf(type).ToArbitrary(), input =>
        {
            ValueResult value = codec.ReadInput(input);
            Assert.Null(value.Problem);
            if (value.Value is null) return;
            if (type is ManyToManyType && ((LinkChange)value.Value).Set is { IsEmpty: true }) return; // an empty cell is no value
            // Text that is all white space cannot stand in a cell; only secrets keep it.
            if (type is EncryptedTextType && string.IsNullOrWhiteSpace((string)value.Value)) return;
            ValueResult back = pass(codec, value.Value);
            Assert.Null(back.Problem);
            Assert.True(codec.AreEqual(value.Value, back.Value), $"{value.Value} became {back.Value}");
        }).QuickCheckThrowOnFailure();
    }
}
