using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Schema;

/// <summary>The scalars of the records API besides those of the specification, with the CLR type of their coerced values.</summary>
public static class RecordScalars
{
    private const int MaxDecimalDigits = 28;

    // Its grammar is that of ISO 8601, which is not free to read.
    private const string Rfc3339 = "https://www.rfc-editor.org/rfc/rfc3339";

    /// <summary>An exact decimal number; a JSON string in responses. <see cref="decimal"/>.</summary>
    public static ScalarType Decimal { get; } = new("Decimal", CoerceDecimal)
    {
        Description = "An exact decimal number of at most 28 digits. It travels as a string (\"1234.50\"); a number is accepted as input.",
        SpecifiedByUrl = "https://www.w3.org/TR/xmlschema11-2/#decimal",
    };

    /// <summary>A calendar date. <see cref="DateOnly"/>.</summary>
    public static ScalarType Date { get; } = Iso("Date", "A calendar date of ISO 8601: `2026-01-31`.", Rfc3339 + "#section-5.6", text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null);

    /// <summary>An instant. <see cref="System.DateTime"/> in UTC.</summary>
    public static ScalarType DateTime { get; } = Iso(
        "DateTime", "An instant of ISO 8601 with its offset, to the microsecond; UTC in responses: `2026-01-31T14:30:00.000000Z`.", Rfc3339 + "#section-5.6", IsoInstant.Parse);

    /// <summary>A time of day. <see cref="TimeOnly"/>.</summary>
    public static ScalarType Time { get; } = Iso("Time", "A time of day of ISO 8601, to the second: `14:30:00`.", Rfc3339 + "#section-5.6", text =>
        TimeOnly.TryParseExact(text, ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time : null);

    /// <summary>A length of time. Whole seconds as <see cref="long"/>.</summary>
    public static ScalarType Duration { get; } = Iso(
        "Duration", "A length of time of ISO 8601 in weeks, days, hours, minutes and whole seconds; `PT5400S` in responses.", Rfc3339 + "#appendix-A", IsoDuration.Parse);

    /// <summary>Any JSON value. <see cref="JsonElement"/>.</summary>
    public static ScalarType Json { get; } = new("JSON", CoerceJson) { Description = "Any JSON value.", SpecifiedByUrl = "https://www.rfc-editor.org/rfc/rfc8259" };

    /// <summary>A period relative to today, such as <c>THIS_QUARTER</c>. <see cref="Schema.DatePeriod"/>.</summary>
    public static ScalarType DatePeriod { get; } = new("DatePeriod", CoercePeriod)
    {
        Description = "A period relative to today in the user's time zone: `TODAY`, `YESTERDAY`, `TOMORROW`, `THIS_WEEK`, `LAST_QUARTER`, "
            + "`NEXT_YEAR` … (week, month, quarter, year), `PAST`, `FUTURE`, or a number of days, weeks, months, quarters or years: `{LAST_N_DAYS: 7}`, "
            + "`{NEXT_N_MONTHS: 3}`. The last N days end with today; the next N days begin tomorrow. A string `\"LAST_N_DAYS:7\"` is accepted too.",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScalarType> All { get; } = [Decimal, Date, DateTime, Time, Duration, Json, DatePeriod];

    private static ScalarType Iso(string name, string description, string specifiedBy, Func<string, object?> parse) => new(name, input =>
        input.Kind == ScalarInputKind.String && parse(input.Text) is { } value
            ? ScalarResult.Of(value)
            : ScalarResult.Wrong($"{name} cannot represent value: {input.Shown}"))
    {
        Description = description,
        SpecifiedByUrl = specifiedBy,
    };

    private static ScalarResult CoerceDecimal(ScalarInput input)
    {
        bool kind = input.Kind is ScalarInputKind.Int or ScalarInputKind.Float or ScalarInputKind.String;
        return kind && TryDecimal(input.Text, out decimal value)
            ? ScalarResult.Of(value)
            : ScalarResult.Wrong($"Decimal cannot represent value: {input.Shown}");
    }

    // .NET rounds past 28 digits and reads 1e400 as an overflow: both are refused here, so that what is compared is what was written.
    private static bool TryDecimal(string text, out decimal value)
    {
        value = 0;
        if (text.Length is 0 or > 64) return false;
        int exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        string digits = exponentAt < 0 ? text : text[..exponentAt];
        if (digits.Count(char.IsAsciiDigit) > MaxDecimalDigits && digits.AsSpan().Trim("-0.").Length > MaxDecimalDigits + 1) return false;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out value)) return false;
        return value != 0 || !digits.AsSpan().ContainsAnyInRange('1', '9');
    }

    private static ScalarResult CoerceJson(ScalarInput input)
    {
        JsonNode? node = input.Kind switch
        {
            ScalarInputKind.Structure => input.Structure,
            ScalarInputKind.Int or ScalarInputKind.Float or ScalarInputKind.Boolean => JsonNode.Parse(input.Text),
            _ => JsonValue.Create(input.Text),
        };
        return ScalarResult.Of(JsonSerializer.SerializeToElement(node));
    }

    private static ScalarResult CoercePeriod(ScalarInput input)
    {
        DatePeriod? period = input switch
        {
            { Kind: ScalarInputKind.String or ScalarInputKind.Enum } => Schema.DatePeriod.Parse(input.Text),
            { Kind: ScalarInputKind.Structure, Structure: JsonObject { Count: 1 } single } => Schema.DatePeriod.Parse(
                $"{single.First().Key}:{single.First().Value?.ToJsonString()}"),
            _ => null,
        };
        return period is null ? ScalarResult.Wrong($"DatePeriod cannot represent value: {input.Shown}") : ScalarResult.Of(period);
    }
}
