using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Values;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>A record with random values, in memory, as a row, and as the API gives it.</summary>
internal sealed class RandomRecord(ObjectModel model, int index) : IExpressionRecord
{
    private static readonly string[] Texts =
        ["", "a", "b", "Ab", "光", "光😀x", "\uffee", "a,b", " x ", "12", "-3.50", "2024-02-29", "2023-02-30", "true", "x'y\"z\\", "2024-05-06T07:08:09.5Z", "ABC-123", "\u3000t\n"];

    public ObjectModel Model { get; } = model;

    // Ordered, so that lists have one order everywhere.
    public Guid Id { get; } = new($"00000000-0000-7000-8000-{index:x12}");

    public Dictionary<string, object?> Values { get; } = new() { ["version"] = 1 };

    public Dictionary<string, RandomRecord?> References { get; } = [];

    public Dictionary<string, List<RandomRecord>> Lists { get; } = [];

    public object? Value(ExpressionMember member) => member.Name == "id" ? Id : Values.GetValueOrDefault(member.Name) switch
    {
        AddressValue address => address.Part(member.Part!),
        GeoPoint point => point.Part(member.Part!),
        var value => value,
    };

    public IExpressionRecord? Related(ExpressionMember member) => References.GetValueOrDefault(member.Name);

    public IReadOnlyList<IExpressionRecord> Children(ExpressionMember member) => Lists.GetValueOrDefault(member.Name) ?? [];

    /// <summary>A random value of a field; null now and then.</summary>
    public static object? Value(FieldType type, Random random)
    {
        if (type is not CheckboxType && random.Next(4) == 0) return null;
        return type switch
        {
            TextType or LongTextType => Pick(random, Texts),
            IntegerType => Pick(random, 0, 1, 2, 3, -1, 7, 12, -30, 100, int.MaxValue, int.MinValue),
            CurrencyType => Pick(random, 0m, 1m, 0.5m, -2.25m, 1234.50m, 99.99m, 9999999999999999.99m),
            PercentType => Pick(random, 0m, 0.2m, 0.125m, 1m, -0.05m),
            DecimalType { Scale: 24 } => Pick(random, 0m, 0.000000000000000000005m, 1234.123456789012345678901234m, -0.333333333333333333333333m, 2m),
            DecimalType { Precision: 28 } => Pick(random, 0m, 10000000000000000000000.25m, 999999999999999999.99m, -5m, 3.33m),
            DecimalType => Pick(random, 0m, 1.5m, 0.0001m, 20.75m, -4m),
            CheckboxType => random.Next(2) == 0,
            DateType => Pick(random, new DateOnly(2024, 2, 29), new DateOnly(2024, 1, 31), new DateOnly(1999, 12, 31), new DateOnly(2026, 11, 22), DateOnly.MinValue, DateOnly.MaxValue),
            DateTimeType => Pick(
                random, Instant("2024-03-10T16:30:15.25"), Instant("2024-03-10T09:59:59.999999"), Instant("2024-11-03T05:30:00"), Instant("1969-12-31T23:59:59.000001"),
                Instant("2026-06-30T16:00:00"), Instant("0001-01-02T00:00:00"), Instant("9999-12-30T23:59:59.999999")),
            DurationType => Pick(random, TimeSpan.Zero, TimeSpan.FromMinutes(90), TimeSpan.FromSeconds(-61), TimeSpan.FromDays(400), TimeSpan.FromSeconds(9_007_199_254)),
            TagsType or MultiPicklistType => (string[])[.. new[] { "a", "b", "c" }.Where(_ => random.Next(2) == 0)],
            AddressType => Pick(random, new AddressValue("1 光 Road", null, "a", "12", null), new AddressValue(null, "Ab", null, null, "CN"), new AddressValue(null, null, null, null, "b")),
            GeolocationType => Pick(
                random, new GeoPoint(31.230416m, 121.473701m), new GeoPoint(31.230417m, 121.473701m), new GeoPoint(-90m, 0m), new GeoPoint(90m, 180m), new GeoPoint(0m, -180m),
                new GeoPoint(-31.230416m, -58.526299m), new GeoPoint(40.712776m, -74.005974m)),
            _ => null,
        };
    }

    /// <summary>The values of the record's columns, by name.</summary>
    public Dictionary<string, object?> Columns()
    {
        Dictionary<string, object?> columns = new() { ["id"] = Id };
        foreach (FieldModel field in Model.Fields)
        {
            if (References.TryGetValue(field.Name, out RandomRecord? target)) columns[field.Column.Name] = target?.Id;
            else if (FieldParts.Of(field.Type) is { Count: > 0 } parts)
                foreach (string part in parts) columns[FieldParts.Column(field, part).Name] = Value(Part(field, part));
            else if (Values.TryGetValue(field.Name, out object? value)) columns[field.Column.Name] = value is TimeSpan d ? (long)d.TotalSeconds : value;
        }

        return columns;
    }

    /// <summary>The record as the browser has it.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["id"] = Id.ToString("D") };
        foreach ((string name, object? value) in Values) json[name] = Json(value);
        foreach ((string name, RandomRecord? target) in References) json[name] = target is null ? null : new JsonObject { ["$ref"] = target.Id.ToString("D") };
        foreach ((string name, List<RandomRecord> list) in Lists)
            json[name] = new JsonObject { ["$refs"] = new JsonArray([.. list.Select(r => (JsonNode)r.Id.ToString("D"))]) };
        return json;
    }

    private static ExpressionMember Part(FieldModel field, string part) => FieldMembers.Of(field, 0)!.Parts.First(p => p.Part == part);

    private static JsonNode? Json(object? value) => value switch
    {
        AddressValue a => new JsonObject { ["street"] = a.Street, ["city"] = a.City, ["state"] = a.State, ["postalCode"] = a.PostalCode, ["country"] = a.Country },
        GeoPoint p => new JsonObject { ["latitude"] = p.Latitude, ["longitude"] = p.Longitude },
        decimal d => d.ToString(CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        TimeSpan d => $"{(d < TimeSpan.Zero ? "-" : "")}PT{Math.Abs((long)d.TotalSeconds)}S",
        string[] list => new JsonArray([.. list.Select(t => (JsonNode)t)]),
        bool b => b,
        int n => n,
        string s => s,
        _ => null,
    };

    private static DateTime Instant(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static T Pick<T>(Random random, params T[] items) => items[random.Next(items.Length)];
}
