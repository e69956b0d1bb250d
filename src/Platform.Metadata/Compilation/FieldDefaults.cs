using System.Globalization;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Compilation;

/// <summary>Checks that a default is a value of its field.</summary>
internal static class FieldDefaults
{
    /// <summary>What is wrong with a default, as a sentence; null when nothing is.</summary>
    public static string? Problem(JsonText text, FieldType type)
    {
        JsonElement value = text.ToElement();
        return type switch
        {
            TextType t => Text(value, t.MaxLength),
            LongTextType t => Text(value, t.MaxLength),
            RichTextType t => Text(value, t.MaxLength),
            EmailType => Text(value, 254) ?? (value.GetString()!.IndexOf('@', StringComparison.Ordinal) > 0 ? null : "The default is not an e-mail address."),
            PhoneType => Text(value, 40),
            UrlType => Text(value, 2048) ?? Url(value.GetString()!),
            IntegerType t => Whole(value, t.Min, t.Max),
            DurationType => FormProblem(value, type),
            DecimalType t => Number(value, t.Precision, t.Scale, t.Min, t.Max),
            CurrencyType t => Number(value, t.Precision, t.Scale, t.Min, t.Max),
            PercentType t => Number(value, t.Scale + 12, t.Scale + 2, t.Min, t.Max),
            CheckboxType => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "The default of a checkbox is true or false.",
            DateType or TimeType or DateTimeType => FormProblem(value, type),
            PicklistType t => Choice(value, t.Choices),
            MultiPicklistType t => Choices(value, t.Choices),
            TagsType => Tags(value),
            JsonType => text.Text.Length <= 65_536 ? null : "The default is larger than 64 KiB.",
            _ => $"A field of type {type.Name} takes no default.",
        };
    }

    /// <summary>What is wrong with the written form of a date, time, instant or duration; null when nothing is.</summary>
    public static string? FormProblem(JsonElement value, FieldType type) => type switch
    {
        DateType => Parsed(value, "yyyy-MM-dd", s => DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        TimeType => Parsed(value, "HH:mm:ss", s => TimeOnly.TryParseExact(s, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        DateTimeType => Parsed(value, "yyyy-MM-ddTHH:mm:ssZ", IsInstant),
        DurationType => Parsed(value, "of an ISO 8601 duration such as PT90M", IsDuration),
        _ => null,
    };

    private static string? Text(JsonElement value, int maxLength)
    {
        if (value.ValueKind != JsonValueKind.String) return "The default must be a text.";
        return value.GetString()!.EnumerateRunes().Count() <= maxLength ? null : $"The default has more than {maxLength} characters.";
    }

    private static string? Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? null : "The default is not an absolute http or https URL.";

    private static string? Whole(JsonElement value, int? min, int? max)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number)) return "The default must be a whole number of 32 bits.";
        return number < min || number > max ? "The default is outside the field's own range." : null;
    }

    private static string? Number(JsonElement value, int precision, int scale, decimal? min, decimal? max)
    {
        string? digits = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (digits is null || digits.Count(char.IsAsciiDigit) > 28 || !decimal.TryParse(digits, plain, CultureInfo.InvariantCulture, out decimal number))
        {
            return "The default must be a number of at most 28 plain digits, as a number or a text.";
        }

        decimal whole = Math.Abs(decimal.Truncate(number));
        bool tooLong = whole != 0 && whole.ToString(CultureInfo.InvariantCulture).Length > precision - scale;
        if (tooLong || decimal.Round(number, Math.Min(scale, 28)) != number) return $"The default does not fit into {precision} digits, {scale} of them after the point.";
        return number < min || number > max ? "The default is outside the field's own range." : null;
    }

    private static bool IsDuration(string text)
    {
        try
        {
            _ = System.Xml.XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string? Parsed(JsonElement value, string form, Func<string, bool> parses) =>
        value.ValueKind == JsonValueKind.String && parses(value.GetString()!) ? null : $"The value must have the form {form}.";

    private static bool IsInstant(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);

    private static string? Choice(JsonElement value, PicklistSource choices)
    {
        if (value.ValueKind != JsonValueKind.String) return "The default must be one of the choices.";
        string text = value.GetString()!;
        if (choices.Values.Any(v => v.Value == text && !v.Retired)) return null;
        return choices.Values.Any(v => v.Value == text) ? $"The choice \"{text}\" is retired." : $"There is no choice \"{text}\".";
    }

    private static string? Choices(JsonElement value, PicklistSource choices)
    {
        if (value.ValueKind != JsonValueKind.Array) return "The default must be a list of choices.";
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (Choice(item, choices) is { } problem) return problem;
            if (!seen.Add(item.GetString()!)) return "The default repeats a choice.";
        }

        return null;
    }

    private static string? Tags(JsonElement value)
    {
        bool good = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= 50
            && value.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String && t.GetString() is { Length: > 0 and <= 50 })
            && value.EnumerateArray().DistinctBy(t => t.GetString()).Count() == value.GetArrayLength();
        return good ? null : "The default must be a list of at most 50 different texts of at most 50 characters.";
    }
}
