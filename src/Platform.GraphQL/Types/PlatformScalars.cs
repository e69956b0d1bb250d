using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.GraphQL.Types;

/// <summary>
/// The scalars of the platform's own schemas. Coerced values: Decimal <see cref="decimal"/>; Date <see cref="DateOnly"/>; DateTime
/// <see cref="DateTimeOffset"/> in UTC; JSON <see cref="JsonNode"/>.
/// </summary>
public static partial class PlatformScalars
{
    /// <summary><c>Decimal</c>: exact, given as text or number; in responses it is text, as JSON numbers lose digits in clients.</summary>
    public static ScalarType Decimal { get; } = new("Decimal", CoerceDecimal)
    {
        Description = "An exact decimal number, in responses as text such as `\"1234.50\"`; input may be text or a number.",
    };

    /// <summary><c>Date</c>: a day without time and zone.</summary>
    public static ScalarType Date { get; } = new("Date", CoerceDate)
    {
        Description = "A day, as `\"2025-09-30\"`.",
        SpecifiedByUrl = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    };

    /// <summary><c>DateTime</c>: an instant, given with its offset; in responses in UTC.</summary>
    public static ScalarType DateTime { get; } = new("DateTime", CoerceDateTime)
    {
        Description = "An instant with its offset, as `\"2025-09-30T08:15:00Z\"`.",
        SpecifiedByUrl = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    };

    /// <summary><c>JSON</c>: any value.</summary>
    public static ScalarType Json { get; } = new("JSON", input => ScalarResult.Of(JsonOf(input)))
    {
        Description = "Any JSON value.",
    };

    /// <summary>All four.</summary>
    public static ImmutableArray<ScalarType> All { get; } = [Decimal, Date, DateTime, Json];

    private static ScalarResult CoerceDecimal(ScalarInput input)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool numeric = input.Kind is ScalarInputKind.Int or ScalarInputKind.Float or ScalarInputKind.String;
        return numeric && decimal.TryParse(input.Text, Style, CultureInfo.InvariantCulture, out decimal value)
            ? ScalarResult.Of(value)
            : ScalarResult.Wrong($"Decimal cannot represent non decimal value: {input.Shown}");
    }

    private static ScalarResult CoerceDate(ScalarInput input) =>
        input.Kind == ScalarInputKind.String
        && DateOnly.TryParseExact(input.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value)
            ? ScalarResult.Of(value)
            : ScalarResult.Wrong($"Date cannot represent value: {input.Shown}; expected \"YYYY-MM-DD\"");

    private static ScalarResult CoerceDateTime(ScalarInput input) =>
        input.Kind == ScalarInputKind.String && InstantFormat().IsMatch(input.Text)
        && DateTimeOffset.TryParse(input.Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset value)
            ? ScalarResult.Of(value.ToUniversalTime())
            : ScalarResult.Wrong($"DateTime cannot represent value: {input.Shown}; expected RFC 3339 with an offset");

    private static JsonNode JsonOf(ScalarInput input) => input.Kind switch
    {
        ScalarInputKind.Structure => input.Structure!,
        ScalarInputKind.Boolean => JsonValue.Create(input.Text == "true"),
        ScalarInputKind.Int or ScalarInputKind.Float => JsonNode.Parse(input.Text)!,
        _ => JsonValue.Create(input.Text),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstantFormat();
}
