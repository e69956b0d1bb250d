using System.Text.Json;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Values as scripts have them: the JSON form of the API, but exact numbers are numbers wherever a JavaScript number holds them exactly. A number that a script gives is
/// rounded to the field's scale, because arithmetic leaves traces in the sixteenth digit; a text is taken as it is.
/// </summary>
internal static class HookValues
{
    private const int SafeDigits = 15;

    /// <summary>Fields that scripts see of a record: what is stored in its row and not encrypted.</summary>
    public static bool IsVisible(FieldSlot slot) => slot.Columns.Count > 0 && !slot.IsEncrypted;

    /// <summary>Fields that a script may set in a record that is being written.</summary>
    public static bool IsSettable(FieldSlot slot) =>
        IsVisible(slot) && !slot.Field.IsComputed && slot.Field.Type is not AutoNumberType && !(slot.Field.IsSystem && slot.Field.IsReadOnly);

    /// <summary>Fields whose values scripts have as lists or objects.</summary>
    public static bool IsNested(FieldSlot slot) => slot.Field.Type is not (
        TextType or LongTextType or RichTextType or IntegerType or DecimalType or CurrencyType or PercentType or CheckboxType or DateType or DateTimeType or TimeType or DurationType
        or PicklistType or EmailType or PhoneType or UrlType or AutoNumberType or IdType or LookupType or MasterDetailType or FileType or ImageType);

    /// <summary>Writes a canonical value.</summary>
    public static void Write(Utf8JsonWriter writer, FieldSlot slot, object? value) => Write(writer, slot.Codec, value);

    /// <summary>Writes a canonical value.</summary>
    public static void Write(Utf8JsonWriter writer, ValueCodec codec, object? value)
    {
        if (value is null) writer.WriteNullValue();
        else if (value is decimal number) WriteNumber(writer, number);
        else codec.WriteJson(writer, value);
    }

    /// <summary>Writes an exact number: as a number if none of its digits are lost, else as text.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, decimal number)
    {
        decimal plain = number / 1.0000000000000000000000000000m;
        if (Digits(plain) <= SafeDigits) writer.WriteNumberValue(plain);
        else writer.WriteStringValue(plain.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Reads what a script gives for a field.</summary>
    public static ValueResult Read(FieldSlot slot, JsonElement value) => slot.Codec.ReadInput(Input(slot, value));

    /// <summary>What a script gives for a field, as the pipeline takes inputs.</summary>
    public static object? Input(FieldSlot slot, JsonElement value) => Input(slot.Field.Type, value);

    /// <summary>What a script gives for a value of a type.</summary>
    public static object? Input(FieldType type, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && ScaleOf(type) is { } scale && value.TryGetDecimal(out decimal number)
            ? decimal.Round(number, scale, MidpointRounding.AwayFromZero)
            : value;

    private static int? ScaleOf(FieldType type) => type switch
    {
        DecimalType decimals => decimals.Scale,
        CurrencyType money => money.Scale,
        // A percentage is kept as a fraction.
        PercentType percent => percent.Scale + 2,
        _ => null,
    };

    private static int Digits(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        decimal whole = new(parts[0], parts[1], parts[2], isNegative: false, scale: 0);
        int digits = 0;
        for (; whole >= 1; whole = decimal.Floor(whole / 10)) digits++;
        return digits;
    }
}
